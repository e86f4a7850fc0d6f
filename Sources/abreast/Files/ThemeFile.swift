import FoundationEssentials
import View

/// Finds a theme by path or by name.
enum ThemeFile {
    /// Those that need no file.
    static var own: [Theme] {
        [.builtIn] + OwnThemes.names.compactMap { name in OwnThemes.text(name).flatMap { try? read($0, file: name) } }
    }

    /// The name that ``remember(_:)`` has kept last; `nil` for none.
    private static var remembered: String? {
        guard let memory, let data = FileManager.default.contents(atPath: memory) else { return nil }
        let name = String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline).first.map(String.init)
        return name.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Keeps a theme for the screens that are opened after this one. Returns why that failed; `nil` when it did not.
    static func remember(_ theme: Theme) -> String? {
        guard let folder = StorePlace.folder, let memory else {
            return "theme: \(theme.name), not remembered: neither $XDG_STATE_HOME nor $HOME is set"
        }
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            // The next screen may be opened elsewhere.
            let isRelative = theme.name.contains("/") && !theme.name.hasPrefix("/")
            let name = isRelative ? FileManager.default.currentDirectoryPath + "/" + theme.name : theme.name
            try Data("\(name)\n".utf8).write(to: URL(filePath: memory), options: .atomic)
            return nil
        } catch {
            return "theme: \(theme.name), not remembered: \(memory) cannot be written"
        }
    }

    private static var memory: String? { StorePlace.folder.map { $0 + "/theme" } }

    /// The theme of this name; without a name, the remembered theme; without one, a guess: the built-in theme, or `paper`
    /// where the terminal says that its background is light. Warnings go to stderr before the screen opens.
    static func choice(named name: String?) throws -> ThemeChoice {
        if let name, !name.isEmpty { return ThemeChoice(try read(named: name)) }
        if let remembered {
            do {
                return ThemeChoice(try read(named: remembered))
            } catch {
                say("abreast: the theme chosen last: \(error)")
            }
        }
        let isLight = isLight(ProcessInfo.processInfo.environment["COLORFGBG"])
        return ThemeChoice(guess(isLight: isLight) ?? .builtIn, isChosen: false)
    }

    /// The theme for a terminal with a light or a dark background.
    static func guess(isLight: Bool) -> Theme? {
        isLight ? OwnThemes.text("paper").flatMap { try? read($0, file: "paper") } : .builtIn
    }

    /// A `.theme` file in btop's format: a path, or a name in one of the theme folders, ours or btop's; or a theme that comes
    /// with the program. Warnings go to stderr.
    static func read(named name: String) throws -> Theme {
        let environment = ProcessInfo.processInfo.environment
        if name == Theme.builtIn.name { return .builtIn }
        // A path is meant as it is. A name of ours means ours, also where btop has a theme of that name.
        let places = name.contains("/") ? (ours: [name], btops: []) : places(of: name, environment)
        if let file = file(among: places.ours) { return try read(file.text, file: file.path) }
        if let own = OwnThemes.text(name) { return try read(own, file: name) }
        if let file = file(among: places.btops) { return try read(file.text, file: file.path) }
        let looked = (places.ours + places.btops).joined(separator: ", ")
        throw Failure(
            "there is no theme “\(name)”; looked for \(looked). Name a file in btop's format, or one of "
                + "\(OwnThemes.names.joined(separator: ", ")), or leave it out.",
            status: 2)
    }

    /// The first of the files that is there.
    private static func file(among paths: [String]) -> (path: String, text: String)? {
        guard let path = paths.first(where: { FileManager.default.fileExists(atPath: $0) }),
            let data = FileManager.default.contents(atPath: path)
        else { return nil }
        return (path, String(decoding: data, as: UTF8.self))
    }

    private static func places(
        of name: String, _ environment: [String: String]
    ) -> (ours: [String], btops: [String]) {
        let own = environment["XDG_CONFIG_HOME"].flatMap { $0.isEmpty ? nil : $0 }
        let home = own ?? environment["HOME"].map { $0 + "/.config" } ?? "."
        let ours = ["Themes", "\(home)/abreast/themes", "/usr/share/abreast/themes"]
        let btops = ["\(home)/btop/themes", "/usr/local/share/btop/themes", "/usr/share/btop/themes"]
        func files(_ folders: [String]) -> [String] { folders.map { "\($0)/\(name).theme" } }
        return ([name] + files(ours), files(btops))
    }

    /// Reads a theme, and moves what could not be read or told apart.
    private static func read(_ text: String, file: String) throws -> Theme {
        do {
            let (theme, warnings) = try ThemeReader.read(text, file: file)
            for warning in warnings { say("abreast: \(warning)") }
            let (mended, faults) = ThemeMender.mended(theme)
            if !faults.isEmpty {
                let words = faults.map(\.words).joined(separator: ", ")
                say("abreast: \(file): moved to other colours, because these cannot be read or told apart: \(words)")
            }
            return mended
        } catch {
            throw Failure("\(error)", status: 2)
        }
    }

    /// Whether `COLORFGBG`, which rxvt, konsole and others set, names a light background: its last number is one of the
    /// sixteen colours.
    static func isLight(_ colours: String?) -> Bool {
        guard let last = colours?.split(separator: ";").last, let number = Int(last) else { return false }
        return number == 7 || (9...15).contains(number)
    }
}

extension ThemeRules.Fault {
    /// `text`, `old and new`: whose colours they are.
    fileprivate var words: String {
        switch self {
        case .background: "the background"
        case .faint(let role): "\(role) on the background"
        case .alike(let one, let other): "\(one) and \(other)"
        case .opposite(let role): "the hue of \(role)"
        }
    }
}
