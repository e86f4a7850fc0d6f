/// An error in a theme file: what is wrong, where, and what to write instead.
package struct ThemeError: Error, Equatable, CustomStringConvertible {
    package var file: String
    /// Counted from 1.
    package var line: Int
    package var sentence: String

    package var description: String { "\(file):\(line): \(sentence)" }
}

/// Reads themes in btop's `.theme` format: lines of `theme[key]="colour"`, and comments after `#`.
///
/// A colour is `#RRGGBB`, `#GG` (a grey), `R G B` (0–255 each), or empty for the terminal's own.
/// Source: btop's README, "Themes", and the theme files it comes with.
package struct ThemeReader {
    /// `file:line: sentence` for each key that is not one of btop's.
    package private(set) var warnings: [String] = []
    private let file: String
    /// `nil` for the terminal's own colour.
    private var colours: [String: RGB?] = [:]

    private init(file: String) { self.file = file }

    /// Reads a theme. Throws at the first invalid line.
    package static func read(
        _ text: String, file: String
    ) throws(ThemeError) -> (theme: Theme, warnings: [String]) {
        var reader = ThemeReader(file: file)
        var number = 0
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            number += 1
            try reader.take(Self.trimmed(line), number)
        }
        if reader.colours.isEmpty {
            throw ThemeError(
                file: file, line: 1, sentence: "holds no colour; write lines such as theme[main_fg]=\"#cc\"")
        }
        return (reader.theme, reader.warnings)
    }

    private mutating func take(_ line: Substring, _ number: Int) throws(ThemeError) {
        guard let first = line.first, first != "#" else { return }
        func fault(_ sentence: String) -> ThemeError { ThemeError(file: file, line: number, sentence: sentence) }
        guard line.hasPrefix("theme["), let close = line.firstIndex(of: "]") else {
            throw fault("“\(line)” is no colour; write theme[key]=\"#RRGGBB\", or # before a comment")
        }
        let key = String(line[line.index(line.startIndex, offsetBy: 6)..<close])
        let rest = Self.trimmed(line[line.index(after: close)...])
        guard rest.first == "=" else { throw fault("theme[\(key)] needs = and a colour: theme[\(key)]=\"#RRGGBB\"") }
        let quoted = Self.trimmed(rest.dropFirst())
        guard let quote = quoted.first, quote == "\"" || quote == "'",
            let end = quoted.dropFirst().firstIndex(of: quote)
        else { throw fault("the colour of theme[\(key)] needs quotes: theme[\(key)]=\"#RRGGBB\"") }
        let after = Self.trimmed(quoted[quoted.index(after: end)...])
        guard after.isEmpty || after.first == "#" else {
            throw fault("“\(after)” after the colour of theme[\(key)] is too much")
        }
        let value = quoted[quoted.index(after: quoted.startIndex)..<end]
        guard let colour = Self.colour(value) else {
            throw fault(
                "“\(value)” is no colour for theme[\(key)]; write \"#RRGGBB\", \"#GG\" for a grey, \"R G B\" of 0–255, or \"\""
            )
        }
        guard Self.keys.contains(key) else {
            warnings.append("\(file):\(number): theme[\(key)] is not one of btop's keys and has no effect")
            return
        }
        colours[key] = colour
    }

    /// `.some(nil)` for the terminal's own colour, `nil` for an invalid one.
    private static func colour(_ text: Substring) -> RGB?? {
        if text.isEmpty { return .some(nil) }
        if text.first == "#" {
            let digits = text.dropFirst()
            guard digits.allSatisfy(\.isHexDigit), let value = UInt32(digits, radix: 16) else { return nil }
            if digits.count == 2 { return .some(RGB(UInt8(value), UInt8(value), UInt8(value))) }
            guard digits.count == 6 else { return nil }
            return .some(RGB(UInt8(value >> 16), UInt8(value >> 8 & 0xFF), UInt8(value & 0xFF)))
        }
        let parts = text.split(separator: " ")
        let channels = parts.compactMap { UInt8($0) }
        guard parts.count == 3, channels.count == 3 else { return nil }
        return .some(RGB(channels[0], channels[1], channels[2]))
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text
        while let first = text.first, first.isWhitespace { text.removeFirst() }
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return text
    }

    // MARK: From btop's keys to our roles

    private var theme: Theme {
        Theme(name: file) { role in
            var style = Theme.builtIn.style(role)
            if let colour = first(of: Self.sources(role)) { style.foreground = colour }
            if let colour = colours["main_bg"] { style.background = colour }
            return style
        }
    }

    /// The first of the keys with a colour; the terminal's own when all present keys are empty.
    private func first(of keys: [String]) -> RGB?? {
        var found: RGB?? = nil
        for key in keys {
            guard let colour = colours[key] else { continue }
            if let colour { return .some(colour) }
            found = .some(nil)
        }
        return found
    }

    /// btop's memory box has two calm hues that most themes distinguish; its CPU gradient goes from good to bad.
    private static func sources(_ role: Role) -> [String] {
        switch role {
        case .text: ["main_fg"]
        case .dim, .header: ["graph_text", "inactive_fg"]
        case .title: ["title"]
        case .focus: ["selected_fg", "title"]
        case .old: ["available_mid", "available_start", "available_end"]
        case .new: ["cached_mid", "cached_start", "cached_end"]
        case .pass: ["cpu_start"]
        case .warn, .paused: ["cpu_mid", "cpu_end", "cpu_start"]
        case .worse: ["cpu_end", "cpu_start"]
        case .blind: ["upload_mid", "upload_start", "upload_end"]
        case .frozen: ["cached_end", "cached_mid", "cached_start"]
        case .simulated: ["title", "main_fg"]
        case .rule: ["div_line"]
        case .key: ["hi_fg"]
        case .disabled: ["inactive_fg"]
        case .input: ["main_fg"]
        }
    }

    private static let keys: Set<String> = {
        let gradients = ["temp", "cpu", "free", "cached", "available", "used", "download", "upload", "process"]
        return Set([
            "main_bg", "main_fg", "title", "hi_fg", "selected_bg", "selected_fg", "inactive_fg", "graph_text",
            "meter_bg",
            "proc_misc", "cpu_box", "mem_box", "net_box", "proc_box", "div_line", "proc_pause_bg", "proc_follow_bg",
            "proc_banner_bg", "proc_banner_fg", "followed_bg", "followed_fg",
        ]).union(gradients.flatMap { ["\($0)_start", "\($0)_mid", "\($0)_end"] })
    }()
}
