import FoundationEssentials
import View

/// Finds a theme by path or by name.
enum ThemeFile {
    /// Without a name, the built-in theme. Otherwise a `.theme` file in btop's format: a path, or a name in one of the
    /// theme folders. Warnings go to stderr before the screen opens.
    static func read(named name: String?) throws -> Theme {
        guard let name, !name.isEmpty else { return .builtIn }
        let environment = ProcessInfo.processInfo.environment
        let own = environment["XDG_CONFIG_HOME"].flatMap { $0.isEmpty ? nil : $0 }
        let home = own ?? environment["HOME"].map { $0 + "/.config" } ?? "."
        let named = [
            name, "Themes/\(name).theme", "\(home)/abreast/themes/\(name).theme",
            "/usr/share/abreast/themes/\(name).theme",
        ]
        // A path is meant as it is.
        let places = name.contains("/") ? [name] : named
        guard let path = places.first(where: { FileManager.default.fileExists(atPath: $0) }),
            let data = FileManager.default.contents(atPath: path)
        else {
            let looked = places.joined(separator: ", ")
            throw Failure(
                "there is no theme “\(name)”; looked for \(looked). Name a file in btop's format, or leave it out.",
                status: 2)
        }
        do {
            let (theme, warnings) = try ThemeReader.read(String(decoding: data, as: UTF8.self), file: path)
            for warning in warnings { say("abreast: \(warning)") }
            return theme
        } catch {
            throw Failure("\(error)", status: 2)
        }
    }
}
