import CNCurses
import View

/// Turns the terminal's bytes into keys. Between two reads it keeps the sequence that has begun, so that a terminal's
/// answer is never taken for keys, however it is cut into pieces and however late they come.
///
/// The forms of the sequences are those of ECMA-48 (5.3 and 5.4), with 7 or 8 bits.
struct InputParser {
    typealias Instant = ContinuousClock.Instant

    /// An escape alone is the key Escape after this time. A shorter gap inside a sequence goes unnoticed.
    static let escapeDelay = Duration.milliseconds(100)
    /// A sequence is given up when nothing has followed for this long.
    static let gap = Duration.seconds(1)
    /// A sequence is given up when it has not ended by then: whoever types on must be heard again.
    static let longest = Duration.seconds(4)
    /// A paste is taken for ended when nothing has followed for this long.
    static let pasteGap = Duration.seconds(2)

    private enum State: Equatable {
        case ground
        /// The first bytes of a character in UTF-8, and how many it has.
        case character([UInt8], length: Int)
        /// An escape, and nothing after it yet.
        case escape
        /// The escape was told as a key; what comes next may still be the rest of a sequence.
        case late
        /// `ESC [`, and the parameters so far.
        case control([UInt8])
        /// `ESC O`, and the parameters so far.
        case shift([UInt8])
        /// This many more bytes belong to a sequence that has no final byte.
        case skip(Int)
        /// A string sequence; how many bytes of a character in UTF-8 are still to come.
        case string(continuation: Int)
        /// An escape inside a string sequence: its end, or another sequence.
        case stringEscape
        /// The text of a bracketed paste, in `pasted`.
        case paste
    }

    private let isUTF8: Bool
    /// The keys whose sequences terminfo names.
    private let known: [[UInt8]: Key]
    private var state = State.ground
    /// When the sequence began, and when its last byte came.
    private var times: (begun: Instant, heard: Instant) = (.now, .now)
    private var events: [ScreenEvent] = []
    private var pasted: [UInt8] = []
    /// The content of an operating system command so far; `nil` in any other string sequence.
    private var command: [UInt8]?

    init(isUTF8: Bool, known: [[UInt8]: Key] = [:]) {
        self.isUTF8 = isUTF8
        self.known = known
    }

    /// The keys that are whole with these bytes.
    mutating func feed(_ bytes: some Sequence<UInt8>, at now: Instant) -> [ScreenEvent] {
        for byte in bytes {
            let before = state
            take(byte)
            if before == .ground || before == .late || state == .escape { times.begun = now }
            times.heard = now
        }
        defer { events = [] }
        return events
    }

    /// When `expire` has something to do; `nil` while no sequence has begun.
    var deadline: Instant? {
        switch state {
        case .ground: nil
        case .escape: times.heard + Self.escapeDelay
        case .paste: times.heard + Self.pasteGap
        default: min(times.heard + Self.gap, times.begun + Self.longest)
        }
    }

    /// Gives up what has not been completed in time. Call it only when no byte waits to be read: a program that was busy
    /// must not take its own delay for the terminal's.
    mutating func expire(at now: Instant) -> [ScreenEvent] {
        guard let deadline, deadline <= now else { return [] }
        switch state {
        case .escape:
            state = .late
            return [.key(.escape)]
        case .paste:
            endPaste()
            defer { events = [] }
            return events
        default:
            state = .ground
            return []
        }
    }

    private mutating func take(_ byte: UInt8) {
        switch state {
        case .ground: ground(byte)
        case .character(let bytes, let length): character(bytes, length, byte)
        case .escape: escape(byte, isTold: false)
        case .late: escape(byte, isTold: true)
        case .control(let parameters): control(parameters, byte)
        case .shift(let parameters): shift(parameters, byte)
        case .skip(let count): state = count > 1 ? .skip(count - 1) : .ground
        case .string(let continuation): string(continuation, byte)
        case .stringEscape: stringEscape(byte)
        case .paste: paste(byte)
        }
    }

    // MARK: Single bytes and characters

    private mutating func ground(_ byte: UInt8) {
        state = .ground
        if let key = known[[byte]] { return events.append(.key(key)) }
        switch byte {
        case 0x1B: state = .escape
        case 0x0A, 0x0D: events.append(.key(.enter))
        case 0x09: events.append(.key(.tab))
        case 0x08, 0x7F: events.append(.key(.backspace))
        case 0x01...0x1A: events.append(.key(.ctrl(Character(Unicode.Scalar(byte + 0x60)))))
        case 0x20..<0x7F: events.append(.key(.character(Character(Unicode.Scalar(byte)))))
        case 0x80...0xFF: beyondASCII(byte)
        default: break
        }
    }

    private mutating func beyondASCII(_ byte: UInt8) {
        guard isUTF8 else {
            let point = btowc(Int32(byte))
            guard point != WEOF, let scalar = Unicode.Scalar(point), let text = Self.printable(scalar) else {
                return control(byte)
            }
            return events.append(.key(.character(text)))
        }
        switch byte {
        case 0xC2...0xDF: state = .character([byte], length: 2)
        case 0xE0...0xEF: state = .character([byte], length: 3)
        case 0xF0...0xF4: state = .character([byte], length: 4)
        default: control(byte)
        }
    }

    private mutating func character(_ bytes: [UInt8], _ length: Int, _ byte: UInt8) {
        guard (0x80..<0xC0).contains(byte) else { return ground(byte) }
        let bytes = bytes + [byte]
        guard bytes.count == length else {
            state = .character(bytes, length: length)
            return
        }
        state = .ground
        guard let scalar = String(validating: bytes, as: UTF8.self)?.unicodeScalars.first else { return }
        if let text = Self.printable(scalar) {
            events.append(.key(.character(text)))
        } else if scalar.value < 0xA0 {
            control(UInt8(scalar.value))
        }
    }

    private static func printable(_ scalar: Unicode.Scalar) -> Character? {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .surrogate: nil
        default: Character(scalar)
        }
    }

    /// A control of the upper half: one byte for an escape and a letter (ECMA-48, 5.3).
    private mutating func control(_ byte: UInt8) {
        switch byte {
        case 0x9B: state = .control([])
        case 0x8F: state = .shift([])
        case 0x9D: beginString(isCommand: true)
        case 0x90, 0x98, 0x9E, 0x9F: beginString()
        default: break
        }
    }

    // MARK: Sequences

    /// - Parameter isTold: Whether the escape before it was told as a key already.
    private mutating func escape(_ byte: UInt8, isTold: Bool) {
        switch byte {
        case 0x5B: state = .control([])  // [
        case 0x4F: state = .shift([])  // O
        case 0x5D: beginString(isCommand: true)  // ]
        case 0x50, 0x58, 0x5E, 0x5F: beginString()  // P X ^ _
        // The end of a string that has ended already.
        case 0x5C: state = .ground
        default:
            if let key = known[[0x1B, byte]] {
                state = .ground
                return events.append(.key(key))
            }
            if !isTold { events.append(.key(.escape)) }
            ground(byte)
        }
    }

    /// Longest parameters that can have a meaning.
    private static let mostParameters = 64

    private mutating func control(_ parameters: [UInt8], _ byte: UInt8) {
        switch byte {
        // The Linux console's function keys: one more byte.
        case 0x5B where parameters.isEmpty: state = .skip(1)
        // The oldest form of a mouse report: three more bytes.
        case 0x4D where parameters.isEmpty: state = .skip(3)
        case 0x40..<0x7F:
            state = .ground
            if [UInt8]("200~".utf8) == parameters + [byte] {
                state = .paste
            } else if let key = known[[0x1B, 0x5B] + parameters + [byte]] ?? Self.meaning(of: parameters, byte) {
                events.append(.key(key))
            } else if let mouse = MouseReport.event(parameters: parameters, final: byte) {
                events.append(.mouse(mouse))
            } else if let answer = TerminalAnswer(parameters: parameters, final: byte) {
                events.append(.answer(answer))
            }
        case 0x20..<0x40: if parameters.count < Self.mostParameters { state = .control(parameters + [byte]) }
        case 0x7F: break
        // CAN and SUB end a sequence (ECMA-48, 8.3.6 and 8.3.148). Anything else is no part of one.
        case 0x18, 0x1A: state = .ground
        default: ground(byte)
        }
    }

    private static func meaning(of parameters: [UInt8], _ final: UInt8) -> Key? {
        switch (String(decoding: parameters, as: UTF8.self), final) {
        case ("", 0x41): .up
        case ("", 0x42): .down
        case ("", 0x43): .right
        case ("", 0x44): .left
        case ("", 0x46), ("4", 0x7E), ("8", 0x7E): .end
        case ("", 0x48), ("1", 0x7E), ("7", 0x7E): .home
        case ("", 0x5A): .backTab
        case ("3", 0x7E): .delete
        case ("5", 0x7E): .pageUp
        case ("6", 0x7E): .pageDown
        default: nil
        }
    }

    private mutating func shift(_ parameters: [UInt8], _ byte: UInt8) {
        switch byte {
        case 0x30..<0x40: if parameters.count < Self.mostParameters { state = .shift(parameters + [byte]) }
        case 0x40..<0x7F:
            state = .ground
            guard parameters.isEmpty else { return }
            let meaning: [UInt8: Key] = [
                0x41: .up, 0x42: .down, 0x43: .right, 0x44: .left, 0x46: .end, 0x48: .home, 0x4D: .enter,
            ]
            if let key = known[[0x1B, 0x4F, byte]] ?? meaning[byte] { events.append(.key(key)) }
        case 0x18, 0x1A: state = .ground
        default: ground(byte)
        }
    }

    private mutating func beginString(isCommand: Bool = false) {
        command = isCommand ? [] : nil
        state = .string(continuation: 0)
    }

    private mutating func endString() {
        state = .ground
        if let answer = command.flatMap(TerminalAnswer.init(command:)) { events.append(.answer(answer)) }
        command = nil
    }

    /// A string sequence goes on to BEL, or to `ESC \`. What a person presses to get out of the program ends it too.
    private mutating func string(_ continuation: Int, _ byte: UInt8) {
        switch byte {
        case 0x07: endString()
        case 0x18, 0x1A: state = .ground
        case 0x03: ground(byte)
        case 0x1B: state = .stringEscape
        case 0x80..<0xC0 where continuation > 0: state = .string(continuation: continuation - 1)
        case 0x9C: endString()
        case 0xC2...0xDF where isUTF8: state = .string(continuation: byte == 0xC2 ? 0 : 1)
        case 0xE0...0xEF where isUTF8: state = .string(continuation: 2)
        case 0xF0...0xF4 where isUTF8: state = .string(continuation: 3)
        default:
            state = .string(continuation: 0)
            if let count = command?.count, count < Self.mostParameters { command?.append(byte) }
        }
    }

    private mutating func stringEscape(_ byte: UInt8) {
        if byte == 0x5C {
            endString()
        } else {
            // Another sequence has begun in the middle of this one.
            escape(byte, isTold: true)
        }
    }

    // MARK: Pastes

    private static let mostPasted = 1 << 20

    private mutating func paste(_ byte: UInt8) {
        pasted.append(byte)
        for end in Self.pasteEnds where byte == 0x7E && pasted.suffix(end.count) == end[...] {
            pasted.removeLast(end.count)
            return endPaste()
        }
        // Only the end of what is too long is still needed, to recognise where the paste ends.
        if pasted.count > Self.mostPasted + 64 { pasted.removeSubrange(Self.mostPasted..<Self.mostPasted + 56) }
    }

    private mutating func endPaste() {
        let bytes = pasted.prefix(Self.mostPasted)
        let text = String(decoding: isUTF8 ? Array(bytes) : bytes.filter { $0 < 0x80 }, as: UTF8.self)
        events.append(.paste(Sanitizer.text(text)))
        pasted = []
        state = .ground
    }

    /// `ESC [ 201 ~`, also with 8 bits, alone or in UTF-8.
    private static let pasteEnds: [[UInt8]] = [
        Array("\u{1B}[201~".utf8), [0x9B] + Array("201~".utf8), Array("\u{9B}201~".utf8),
    ]
}
