import FoundationEssentials
import Glibc
import Model

/// Finds the configuration's file and reads it.
enum ConfigurationFile {
    /// A file with what stands in it.
    struct Read {
        var path: String
        var configuration: Configuration
    }

    /// Reads `--config`, else `$ABREAST_CONFIG`, else `./abreast.yaml`, else `$XDG_CONFIG_HOME/abreast/abreast.yaml`.
    ///
    /// A file that was named must be there: nothing else is looked at in its stead.
    static func read(named: String?) throws -> Read {
        let path = try find(named: named)
        var isFolder = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder {
            throw Failure("\(path): is a directory; name the file in it.", status: 2)
        }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Failure("\(path): cannot be read (\(String(cString: strerror(errno)))).", status: 2)
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            throw Failure("\(path): is not UTF-8 text; save it as UTF-8.", status: 2)
        }
        do {
            let configuration = try Configuration.read(text: text, file: path)
            try adopt(zone: configuration.timeZone, file: path)
            return Read(path: path, configuration: configuration)
        } catch let error as ConfigurationError {
            throw Failure(error.problems.map(\.description), status: 2)
        }
    }

    /// Shows times in this zone; one that the machine does not know would silently be UTC.
    private static func adopt(zone: String?, file: String) throws {
        guard let zone else { return }
        let folder = "/usr/share/zoneinfo"
        guard zone == "UTC" || access("\(folder)/\(zone)", R_OK) == 0 else {
            throw Failure(
                "\(file): time_zone: “\(zone)” is not known to this machine; write e.g. time_zone: Asia/Tokyo "
                    + "(`ls \(folder)` has them; Debian's package is tzdata).", status: 2)
        }
        setenv("TZ", zone, 1)
        tzset()
    }

    private static func find(named: String?) throws -> String {
        let environment = ProcessInfo.processInfo.environment
        if let named { return named }
        if let named = environment["ABREAST_CONFIG"], !named.isEmpty { return named }
        let home =
            environment["XDG_CONFIG_HOME"].flatMap { $0.isEmpty ? nil : $0 }
            ?? environment["HOME"].map { $0 + "/.config" }
        let places = ["abreast.yaml"] + (home.map { ["\($0)/abreast/abreast.yaml"] } ?? [])
        for place in places where access(place, F_OK) == 0 { return place }
        throw Failure(
            [
                "no configuration found; looked for \(places.joined(separator: ", ")).",
                "name one with --config FILE or $ABREAST_CONFIG; README.md, “Configuration”, has one to begin with.",
            ], status: 2)
    }
}
