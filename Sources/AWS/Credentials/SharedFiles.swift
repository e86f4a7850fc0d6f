import Glibc

/// The two files that all AWS tools share: `~/.aws/config` and `~/.aws/credentials`.
struct SharedFiles: Sendable {
    /// The keys of one section with their values. A nested key is written `parent.child`.
    typealias Section = [String: String]

    /// The path of the configuration file for messages, with `~` for the home folder.
    let configName: String
    /// The path of the credentials file for messages, with `~` for the home folder.
    let credentialsName: String
    private let configuration: [String: Section]
    private let credentials: [String: Section]

    /// Reads both files again. A missing file counts as empty. Throws a configuration error if a file cannot be read.
    init(_ settings: AWSSettings) throws(AWSError) {
        let home = settings.variable("HOME") ?? "~"
        let place = { (variable: String, file: String) -> String in
            let path = settings.variable(variable) ?? "~/.aws/\(file)"
            return path.hasPrefix("~/") ? home + path.dropFirst() : path
        }
        let paths = (place("AWS_CONFIG_FILE", "config"), place("AWS_SHARED_CREDENTIALS_FILE", "credentials"))
        configName = Self.shortened(paths.0, home)
        credentialsName = Self.shortened(paths.1, home)
        configuration = Self.parse(try Self.text(at: paths.0))
        credentials = Self.parse(try Self.text(at: paths.1))
    }

    private static func shortened(_ path: String, _ home: String) -> String {
        path.hasPrefix(home + "/") ? "~" + path.dropFirst(home.count) : path
    }

    /// Reads the file's text. FileManager does not read devices such as /dev/null, which people use for "no file".
    private static func text(at path: String) throws(AWSError) -> String {
        guard let file = fopen(path, "r") else {
            if errno == ENOENT || errno == ENOTDIR { return "" }
            throw .configuration("\(path) cannot be read; check its owner and its mode")
        }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 16_384)
        while case let count = fread(&chunk, 1, chunk.count, file), count > 0 { bytes += chunk[..<count] }
        guard ferror(file) == 0 else { throw .configuration("\(path) cannot be read; it must be a file") }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The profile's section in the configuration file.
    func configuration(of profile: String) -> Section? {
        (configuration["profile \(profile)"] ?? (profile == "default" ? configuration["default"] : nil))?.said
    }

    /// The profile's section in the credentials file.
    func credentials(of profile: String) -> Section? { credentials[profile]?.said }

    /// The profile's keys in both files. The credentials file wins. Nil if neither file has the profile.
    func profile(_ name: String) -> Section? {
        let (own, other) = (credentials(of: name), configuration(of: name))
        guard own != nil || other != nil else { return nil }
        return (other ?? [:]).merging(own ?? [:]) { $1 }
    }

    /// The section `[services name]` of the configuration file.
    func services(_ name: String) -> Section? { configuration["services \(name)"] }

    var profileNames: [String] {
        let named = configuration.keys.compactMap { section -> String? in
            if section == "default" { return section }
            return section.hasPrefix("profile ") ? String(section.dropFirst(8)) : nil
        }
        return Set(named).union(credentials.keys).sorted()
    }

    /// Parses sections and keys. A line indented deeper than the key above belongs to that key. It is a nested key if
    /// the key above has no value; otherwise it continues the value. All keys of a section may have the same indent.
    /// Other lines are ignored, as in other AWS tools.
    static func parse(_ text: String) -> [String: Section] {
        var sections: [String: Section] = [:]
        var section: String?
        var parent: (key: String, indent: Int)?
        for line in text.split(whereSeparator: \.isNewline) {
            let trimmed = line.trimmed
            guard let first = trimmed.first, first != "#", first != ";" else { continue }
            if first == "[" {
                section = sectionName(trimmed)
                parent = nil
                if let section { sections[section, default: [:]] = sections[section] ?? [:] }
                continue
            }
            guard let section else { continue }
            let pair = keyAndValue(trimmed)
            let indent = line.prefix(while: \.isWhitespace).count
            if let parent, indent > parent.indent {
                let held = sections[section]?[parent.key] ?? ""
                if held.isEmpty, let pair {
                    sections[section]?["\(parent.key).\(pair.0)"] = pair.1
                } else {
                    sections[section]?[parent.key] = held + "\n" + trimmed
                }
            } else if let pair {
                sections[section]?[pair.0] = pair.1
                parent = (pair.0, indent)
            }
        }
        return sections
    }

    /// Extracts the name of a section. Removes quotes and repeated blanks: `[profile "two words"]`, `[profile  x]`.
    private static func sectionName(_ line: Substring) -> String? {
        guard let close = line.firstIndex(of: "]") else { return nil }
        let words = line[line.index(after: line.startIndex)..<close].split(whereSeparator: \.isWhitespace)
        return words.joined(separator: " ").filter { $0 != "\"" && $0 != "'" }
    }

    private static func keyAndValue(_ line: Substring) -> (String, String)? {
        guard let equals = line.firstIndex(of: "=") else { return nil }
        let key = line[..<equals].trimmed.lowercased()
        var value = line[line.index(after: equals)...]
        // A blank with one of these signs starts a comment, except in a command, which may contain them.
        if key != "credential_process" {
            for mark in [" #", " ;", "\t#", "\t;"] {
                if let comment = value.firstRange(of: mark) { value = value[..<comment.lowerBound] }
            }
        }
        return key.isEmpty ? nil : (key, String(value.trimmed))
    }
}

extension SharedFiles.Section {
    /// The keys with a value. A key with an empty value counts as unset.
    fileprivate var said: Self { filter { !$0.value.isEmpty } }
}

extension Substring {
    /// The text without white space at both ends.
    var trimmed: Substring {
        var text = drop(while: \.isWhitespace)
        while text.last?.isWhitespace == true { text = text.dropLast() }
        return text
    }
}
