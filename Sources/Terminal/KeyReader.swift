import CNCurses
import Glibc
import View

/// Turns the bytes and key codes of `wgetch` into keys. It skips an unknown sequence as a whole.
///
/// It reads bytes, not `get_wch`: after a byte that is not valid UTF-8, `get_wch` loses the keys that follow.
struct KeyReader {
    private let isUTF8: Bool
    /// The next byte (0–255) or key code (above), or `nil` when none waits. With `patiently`, it waits a little for
    /// bytes that must follow.
    private let read: (_ patiently: Bool) -> Int32?
    private var putBack: Int32?

    init(isUTF8: Bool, read: @escaping (_ patiently: Bool) -> Int32?) {
        self.isUTF8 = isUTF8
        self.read = read
    }

    /// All keys typed so far.
    mutating func drain() -> [ScreenEvent] {
        var events: [ScreenEvent] = []
        while let value = next() {
            if let event = event(value) { events.append(event) }
        }
        return events
    }

    private mutating func next(patiently: Bool = false) -> Int32? {
        defer { putBack = nil }
        return putBack ?? read(patiently)
    }

    private mutating func event(_ value: Int32) -> ScreenEvent? {
        switch value {
        case 0x1B: escape()
        case 0x0A, 0x0D: .key(.enter)
        case 0x09: .key(.tab)
        case 0x08, 0x7F: .key(.backspace)
        case 0x01...0x1A: .key(.ctrl(Character(Unicode.Scalar(UInt8(value) + 0x60))))
        case 0x20..<0x7F: .key(.character(Character(Unicode.Scalar(UInt8(value)))))
        case 0x80...0xFF: character(value).map { .key(.character($0)) }
        default: Self.codes[value].map { .key($0) }
        }
    }

    private static let codes: [Int32: Key] = [
        KEY_UP: .up, KEY_DOWN: .down, KEY_LEFT: .left, KEY_RIGHT: .right, KEY_ENTER: .enter, KEY_BTAB: .backTab,
        KEY_BACKSPACE: .backspace, KEY_DC: .delete, KEY_HOME: .home, KEY_END: .end, KEY_PPAGE: .pageUp,
        KEY_NPAGE: .pageDown, KEY_A1: .home, KEY_C1: .end, KEY_A3: .pageUp, KEY_C3: .pageDown,
    ]

    // MARK: Characters beyond ASCII

    private mutating func character(_ first: Int32) -> Character? {
        guard isUTF8 else {
            let point = btowc(first)
            return point == WEOF ? nil : Unicode.Scalar(point).flatMap(Self.printable)
        }
        let length =
            switch first {
            case 0xC2...0xDF: 2
            case 0xE0...0xEF: 3
            case 0xF0...0xF4: 4
            default: 0
            }
        var bytes = [UInt8(first)]
        while bytes.count < length, let value = next(patiently: true) {
            guard (0x80..<0xC0).contains(value) else {
                putBack = value
                return nil
            }
            bytes.append(UInt8(value))
        }
        guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
        return text.unicodeScalars.first.flatMap(Self.printable)
    }

    private static func printable(_ scalar: Unicode.Scalar) -> Character? {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .surrogate: nil
        default: Character(scalar)
        }
    }

    // MARK: Sequences

    /// Reads on after an escape that began no sequence known to terminfo: a sequence that terminfo lacks, or Esc and
    /// then another key.
    private mutating func escape() -> ScreenEvent? {
        guard let value = next() else { return .key(.escape) }
        switch value {
        case 0x5B, 0x4F:  // [ O
            guard let following = next() else { break }
            putBack = following
            return value == 0x5B ? controlSequence() : singleShift()
        case 0x50, 0x58, 0x5D, 0x5E, 0x5F:  // P X ] ^ _
            guard let following = next() else { break }
            putBack = following
            skipString()
            return nil
        default: break
        }
        putBack = value
        return .key(.escape)
    }

    /// `ESC O` and one byte.
    private mutating func singleShift() -> ScreenEvent? {
        switch next(patiently: true) {
        case 0x41: .key(.up)
        case 0x42: .key(.down)
        case 0x43: .key(.right)
        case 0x44: .key(.left)
        case 0x46: .key(.end)
        case 0x48: .key(.home)
        case 0x4D: .key(.enter)
        default: nil
        }
    }

    /// `ESC [`, parameters, a final byte (ECMA-48, 5.4).
    private mutating func controlSequence() -> ScreenEvent? {
        var parameters = ""
        while let value = next(patiently: true) {
            switch value {
            case 0x5B where parameters.isEmpty:
                // The Linux console's function keys: one more byte.
                _ = next(patiently: true)
                return nil
            case 0x4D where parameters.isEmpty:
                // The oldest form of a mouse report: three more bytes.
                for _ in 0..<3 { _ = next(patiently: true) }
                return nil
            case 0x40..<0x7F: return meaning(of: parameters, final: value)
            case 0x20..<0x40 where parameters.utf8.count < 64: parameters.unicodeScalars.append(.init(UInt8(value)))
            default:
                putBack = value
                return nil
            }
        }
        return nil
    }

    private mutating func meaning(of parameters: String, final: Int32) -> ScreenEvent? {
        switch (parameters, final) {
        case ("", 0x41): .key(.up)
        case ("", 0x42): .key(.down)
        case ("", 0x43): .key(.right)
        case ("", 0x44): .key(.left)
        case ("", 0x46), ("4", 0x7E), ("8", 0x7E): .key(.end)
        case ("", 0x48), ("1", 0x7E), ("7", 0x7E): .key(.home)
        case ("", 0x5A): .key(.backTab)
        case ("3", 0x7E): .key(.delete)
        case ("5", 0x7E): .key(.pageUp)
        case ("6", 0x7E): .key(.pageDown)
        case ("200", 0x7E): .paste(pasted())
        default: nil
        }
    }

    /// A string sequence that a terminal sends, to its end (BEL, or ESC and a backslash).
    private mutating func skipString() {
        while let value = next(patiently: true), value != 0x07 {
            if value == 0x1B {
                if let last = next(patiently: true), last != 0x5C { putBack = last }
                return
            }
        }
    }

    /// The text of a bracketed paste. It also ends when no more bytes come.
    private mutating func pasted() -> String {
        let end: [UInt8] = Array("\u{1B}[201~".utf8)
        var bytes: [UInt8] = []
        while let value = next(patiently: true) {
            guard value < 0x100, bytes.count < 1 << 20 else { continue }
            bytes.append(UInt8(value))
            if bytes.suffix(end.count) == end[...] {
                bytes.removeLast(end.count)
                break
            }
        }
        return Sanitizer.text(String(decoding: isUTF8 ? bytes : bytes.filter { $0 < 0x80 }, as: UTF8.self))
    }
}
