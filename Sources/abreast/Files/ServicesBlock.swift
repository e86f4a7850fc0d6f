/// The lines under `services:` of a configuration's text, where a service is added without touching what a person wrote.
struct ServicesBlock {
    /// Why a text takes no further service.
    enum Refusal: Error, Equatable {
        /// No line begins with `services:`.
        case missing
        /// The services are written on the line of `services:`, in braces.
        case inline(line: Int)
        /// No service is written below it.
        case empty(line: Int)

        /// Where, and what to do.
        var words: String {
            switch self {
            case .missing: "no line begins with `services:`; add the service by hand"
            case .inline(let line): "\(line): the services are written on one line; write each on lines of its own"
            case .empty(let line): "\(line): there is no service yet below `services:`"
            }
        }
    }

    /// Lines without their line feed; a carriage return stays.
    private var lines: [String]
    /// How the text's lines end, before the line feed.
    private let ending: String
    /// The index behind the last line of the last service.
    private let end: Int
    /// Spaces before a service's name.
    private let indentation: Int

    /// Finds the place in a text that is a valid configuration.
    init(_ text: String) throws(Refusal) {
        // A carriage return and a line feed are one character to Swift.
        lines = text.utf8.split(separator: 10, omittingEmptySubsequences: false).map {
            String(decoding: $0, as: UTF8.self)
        }
        ending = lines.first.map { $0.utf8.last == 13 } == true ? "\r" : ""
        guard let head = lines.firstIndex(where: { Self.rest(ofHead: $0) != nil }) else { throw .missing }
        let rest = Self.rest(ofHead: lines[head]) ?? ""
        // An anchor or a tag may stand there, and a comment.
        guard rest.isEmpty || ["#", "&", "!"].contains(rest.first) && !rest.contains("{") else {
            throw .inline(line: head + 1)
        }
        let below = lines[(head + 1)...]
        let next = below.firstIndex { Self.isContent($0) && Self.spaces($0) == 0 } ?? lines.endIndex
        guard let first = lines[(head + 1)..<next].first(where: Self.isContent) else { throw .empty(line: head + 1) }
        indentation = Self.spaces(first)
        // A comment that is indented belongs to the services; one at the margin to what follows.
        let last = lines[(head + 1)..<next].lastIndex { !Self.isBlank($0) && Self.spaces($0) > 0 }
        end = (last ?? head) + 1
    }

    /// The whole text with these lines behind the last service. They are written for two spaces before the name.
    func adding(_ service: [String]) -> String {
        let shift = String(repeating: " ", count: indentation)
        let added = service.map { shift + $0.dropFirst(2) + ending }
        var whole = lines
        // A text whose last line has no end gets one.
        if end == whole.count { whole.append("") }
        if ending == "\r", end == lines.count { whole[end - 1] += ending }
        whole.insert(contentsOf: added, at: end)
        return whole.joined(separator: "\n")
    }

    /// What stands behind `services:`, without spaces; `nil` for another line.
    private static func rest(ofHead line: String) -> String? {
        for name in ["services", "\"services\"", "'services'"] where line.hasPrefix(name) {
            let behind = line.dropFirst(name.count).drop { $0 == " " }
            guard behind.first == ":" else { continue }
            return String(behind.dropFirst().drop { $0 == " " || $0 == "\t" || $0 == "\r" || $0 == "\r\n" })
        }
        return nil
    }

    private static func isBlank(_ line: String) -> Bool { line.allSatisfy(\.isWhitespace) }

    private static func isContent(_ line: String) -> Bool {
        !isBlank(line) && line.first { $0 != " " && $0 != "\t" } != "#"
    }

    private static func spaces(_ line: String) -> Int { line.prefix { $0 == " " }.count }
}
