import FoundationEssentials
import Glibc
import MigrationFile
import Model

/// Finds the configuration's file and reads it.
enum ConfigurationFile {
    /// A file and its content.
    struct Read {
        var path: String
        var configuration: Configuration
    }

    /// Reads `--config`, else `$ABREAST_CONFIG`, else `./abreast.yaml`, else `$XDG_CONFIG_HOME/abreast/abreast.yaml`,
    /// else the machine's file in `/etc/abreast`.
    ///
    /// A named file must exist; no other file is used instead.
    static func read(named: String?) throws -> Read {
        guard let path = find(named: named) else {
            throw Failure(
                [
                    "no configuration found; looked for \(places.joined(separator: ", ")).",
                    "name one with --config FILE or $ABREAST_CONFIG; `abreast init` writes one to begin with.",
                ], status: 2)
        }
        let isVariable = named == nil && path == ProcessInfo.processInfo.environment["ABREAST_CONFIG"]
        return try read(path: path, from: isVariable ? " (from $ABREAST_CONFIG)" : "")
    }

    /// Reads this file.
    ///
    /// - Parameter source: What named it, for the sentence that it cannot be read.
    static func read(path: String, from source: String = "") throws -> Read {
        let text = try text(path: path, from: source)
        do {
            var configuration = try Configuration.read(text: text, file: path)
            configuration.file = absolute(path)
            try ShownZone.adopt(configuration.timeZone, file: path)
            return Read(path: path, configuration: configuration)
        } catch let error as ConfigurationError {
            throw Failure(error.problems.map(\.description), status: 2)
        }
    }

    /// The text of this file.
    ///
    /// - Parameter source: As for ``read(path:from:)``.
    static func text(path: String, from source: String = "") throws -> String {
        var isFolder = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder {
            throw Failure("\(path)\(source): is a directory; name the file in it.", status: 2)
        }
        guard let data = FileManager.default.contents(atPath: path) else {
            let code = errno
            let remedy = code == ENOENT ? "; name a file that is there" : "; check its permissions"
            throw Failure("\(path)\(source): cannot be read (\(String(cString: strerror(code))))\(remedy).", status: 2)
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            throw Failure("\(path): is not UTF-8 text; save it as UTF-8.", status: 2)
        }
        return text
    }

    /// The same from whichever directory it is read.
    static func absolute(_ path: String) -> String {
        path.hasPrefix("/") ? path : "\(FileManager.default.currentDirectoryPath)/\(path)"
    }

    /// The configuration's path, which may not exist when it was named; `nil` when none was named and none is found.
    static func find(named: String?) -> String? {
        if let named { return named }
        if let named = ProcessInfo.processInfo.environment["ABREAST_CONFIG"], !named.isEmpty { return named }
        return places.first { access($0, F_OK) == 0 }
    }

    /// The order of the search, for help.
    static let search =
        "$ABREAST_CONFIG, ./abreast.yaml, $XDG_CONFIG_HOME/abreast/abreast.yaml (~/.config without it), "
        + "/etc/abreast/abreast.yaml"

    /// Where a configuration is searched when none was named.
    static var places: [String] {
        let environment = ProcessInfo.processInfo.environment
        let home =
            environment["XDG_CONFIG_HOME"].flatMap { $0.isEmpty ? nil : $0 }
            ?? environment["HOME"].map { $0 + "/.config" }
        return ["abreast.yaml"] + (home.map { ["\($0)/abreast/abreast.yaml"] } ?? []) + ["/etc/abreast/abreast.yaml"]
    }
}
