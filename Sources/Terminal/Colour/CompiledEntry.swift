import CNCurses
import Glibc

/// A terminal's entry in the form that `tic` writes: the format of term(5) with numbers of 32 bits.
struct CompiledEntry {
    /// The terminal's name, as `TERM` has it.
    let name: String
    /// By capability; only what the terminal has.
    var flags: Set<String> = []
    var numbers: [String: Int32] = [:]
    var strings: [String: [UInt8]] = [:]

    /// Copies the loaded terminal's capabilities: the standard ones, and the others that this program or curses asks for.
    /// Call it after terminfo was loaded.
    init(ofLoaded name: String) {
        self.name = name
        for capability in unsafe Self.names(curses_flag_name) + Self.otherFlags where unsafe tigetflag(capability) > 0 {
            flags.insert(capability)
        }
        for capability in unsafe Self.names(curses_number_name) + Self.otherNumbers {
            let number = unsafe tigetnum(capability)
            if number >= 0 { numbers[capability] = number }
        }
        for capability in unsafe Self.names(curses_string_name) + Self.otherStrings {
            guard let text = unsafe curses_capability(capability) else { continue }
            strings[capability] = unsafe Array(UnsafeRawBufferPointer(start: text, count: strlen(text)))
        }
    }

    /// Capabilities that are not in the standard list, in the order of their names.
    private static let otherFlags = ["AX", "RGB", "XT"]
    private static let otherNumbers = ["U8"]
    private static let otherStrings = ["BD", "BE", "PE", "PS"]

    /// The standard capabilities of one kind, in the order of the format.
    private static func names(_ name: (Int32) -> UnsafePointer<CChar>?) -> [String] {
        var names: [String] = []
        while let next = unsafe name(Int32(names.count)) { names.append(unsafe String(cString: next)) }
        return names
    }

    /// The number that begins a file with numbers of 32 bits.
    private static let magic: Int16 = 0o1036

    /// The bytes of the file; `nil` when the entry is larger than the format allows.
    var bytes: [UInt8]? {
        let standardFlags = unsafe Self.names(curses_flag_name)
        let standardNumbers = unsafe Self.names(curses_number_name)
        let standardStrings = unsafe Self.names(curses_string_name)
        var table = StringTable()
        let offsets = standardStrings.map { table.add(strings[$0]) }
        let title = Array("\(name)|\(name) with direct colours".utf8) + [0]
        var file = FormatBytes()
        file.add([
            Self.magic, Int16(title.count), Int16(standardFlags.count), Int16(standardNumbers.count),
            Int16(standardStrings.count),
        ])
        guard let size = Int16(exactly: table.bytes.count) else { return nil }
        file.add([size])
        file.bytes += title
        file.bytes += standardFlags.map { flags.contains($0) ? 1 : 0 }
        file.align()
        for name in standardNumbers { file.add(numbers[name] ?? -1) }
        file.add(offsets)
        file.bytes += table.bytes
        file.align()
        addOthers(to: &file)
        return file.bytes.count <= 32_768 ? file.bytes : nil
    }

    /// The second part of the file: what is not in the standard list, with its names.
    private func addOthers(to file: inout FormatBytes) {
        let otherFlags = Self.otherFlags.filter(flags.contains)
        let otherNumbers = Self.otherNumbers.filter { numbers[$0] != nil }
        let otherStrings = Self.otherStrings.filter { strings[$0] != nil }
        let names = otherFlags + otherNumbers + otherStrings
        var (values, titles) = (StringTable(), StringTable())
        let valueOffsets = otherStrings.map { values.add(strings[$0]) }
        // These count from the end of the values.
        let nameOffsets = names.map { titles.add(Array($0.utf8)) }
        file.add([
            Int16(otherFlags.count), Int16(otherNumbers.count), Int16(otherStrings.count),
            Int16(otherStrings.count + names.count), Int16(values.bytes.count + titles.bytes.count),
        ])
        file.bytes += otherFlags.map { _ in 1 }
        file.align()
        for name in otherNumbers { file.add(numbers[name] ?? -1) }
        file.add(valueOffsets)
        file.add(nameOffsets)
        file.bytes += values.bytes
        file.bytes += titles.bytes
    }
}

/// Texts one after the other, each with a 0 at its end.
private struct StringTable {
    private(set) var bytes: [UInt8] = []

    /// Returns where the text begins; -1, the format's "not there", for `nil`.
    mutating func add(_ text: [UInt8]?) -> Int16 {
        guard let text else { return -1 }
        defer { bytes += text + [0] }
        return Int16(truncatingIfNeeded: bytes.count)
    }
}

/// Numbers with the low byte first, as the format has them on every machine.
private struct FormatBytes {
    var bytes: [UInt8] = []

    mutating func add(_ numbers: [Int16]) {
        for number in numbers { unsafe withUnsafeBytes(of: number.littleEndian) { unsafe bytes += $0 } }
    }

    mutating func add(_ number: Int32) {
        unsafe withUnsafeBytes(of: number.littleEndian) { unsafe bytes += $0 }
    }

    /// What follows begins at an even place.
    mutating func align() { if !bytes.count.isMultiple(of: 2) { bytes.append(0) } }
}
