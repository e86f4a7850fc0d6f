package import View

/// What a terminal answers to a question of ``TerminalQuestions``.
package enum TerminalAnswer: Hashable, Sendable {
    /// The colour of its background (OSC 11).
    case background(RGB)
    /// Whether it knows a private mode (DECRQM).
    case mode(Int, isKnown: Bool)
    /// What kind of terminal it is (DA1). Every terminal answers this, and in order: what was asked before and is not
    /// answered yet will not be.
    case attributes
}

extension TerminalAnswer {
    /// Reads the content of an operating system command; `nil` for anything else than a background.
    ///
    /// `11;rgb:ffff/ffff/ffff`, with one to four digits for each colour, as XParseColor(3) has it; `rgba:` has a fourth
    /// number, which is left out.
    init?(command: [UInt8]) {
        let text = String(decoding: command, as: UTF8.self)
        let parts = text.split(separator: ";", maxSplits: 1)
        guard parts.count == 2, parts[0] == "11" else { return nil }
        let value = parts[1].split(separator: ":", maxSplits: 1)
        guard value.count == 2, ["rgb", "rgba"].contains(value[0]) else { return nil }
        let channels = value[1].split(separator: "/", omittingEmptySubsequences: false).compactMap(Self.channel)
        guard channels.count == (value[0] == "rgb" ? 3 : 4) else { return nil }
        self = .background(RGB(channels[0], channels[1], channels[2]))
    }

    /// 0–255 from one to four digits, whose largest number is full brightness.
    private static func channel(_ digits: Substring) -> UInt8? {
        guard (1...4).contains(digits.count), digits.allSatisfy(\.isHexDigit), let number = Int(digits, radix: 16)
        else { return nil }
        let largest = 1 << (4 * digits.count) - 1
        return UInt8((number * 255 + largest / 2) / largest)
    }

    /// Reads a control sequence: its parameters, and the byte that ends it; `nil` for anything else.
    init?(parameters: [UInt8], final: UInt8) {
        guard parameters.first == 0x3F else { return nil }
        switch final {
        case 0x63: self = .attributes
        // `?2026;2$y`: 1 set, 2 reset, 3 always set; 0 not known, 4 never set.
        case 0x79 where parameters.last == 0x24:
            let numbers = String(decoding: parameters.dropFirst().dropLast(), as: UTF8.self).split(separator: ";")
            guard numbers.count == 2, let mode = Int(numbers[0]), let state = Int(numbers[1]) else { return nil }
            self = .mode(mode, isKnown: (1...3).contains(state))
        default: return nil
        }
    }
}
