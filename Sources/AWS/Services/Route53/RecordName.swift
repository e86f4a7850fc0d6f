/// A DNS name in the form that Route 53 compares: lower case, without trailing dot, without `\ooo` escapes.
package struct RecordName: Sendable, Hashable, CustomStringConvertible {
    /// The name in lower case, without trailing dot. `*` and other printable characters are not escaped.
    package let description: String

    /// Takes a name as a person or as the API writes it, with or without escapes.
    package init(_ text: String) {
        var name = Self.unescaped(text).lowercased()
        if name.hasSuffix(".") { name.removeLast() }
        description = name
    }

    /// The name as the API writes it: with a trailing dot, and with all characters escaped but letters, digits, `-` and
    /// `_` (Route 53 developer guide, "DNS domain name format").
    var escaped: String {
        var written = ""
        for scalar in description.unicodeScalars {
            switch scalar {
            case "a"..."z", "0"..."9", "-", "_", ".", "\\": written.unicodeScalars.append(scalar)
            default:
                for byte in String(scalar).utf8 {
                    let octal = String(byte, radix: 8)
                    written += "\\" + String(repeating: "0", count: 3 - octal.count) + octal
                }
            }
        }
        return written + "."
    }

    /// Replaces the escapes of printable ASCII. Keeps the escapes of dot and backslash, which would be ambiguous, and
    /// of all other bytes.
    private static func unescaped(_ text: String) -> String {
        var plain: [UInt8] = []
        let bytes = Array(text.utf8)
        var index = 0
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "\\"), let byte = octal(bytes[(index + 1)...].prefix(3)),
                (0x21...0x7E).contains(byte), byte != UInt8(ascii: "."), byte != UInt8(ascii: "\\")
            {
                plain.append(byte)
                index += 4
            } else {
                plain.append(bytes[index])
                index += 1
            }
        }
        return String(decoding: plain, as: UTF8.self)
    }

    private static func octal(_ digits: ArraySlice<UInt8>) -> UInt8? {
        guard digits.count == 3 else { return nil }
        return UInt8(String(decoding: digits, as: UTF8.self), radix: 8)
    }
}

extension RecordName: Comparable {
    /// The order of names in a zone: by label from the right, each with its dot (Route 53 API, ListResourceRecordSets).
    package static func < (left: RecordName, right: RecordName) -> Bool {
        left.sortKey.lexicographicallyPrecedes(right.sortKey)
    }

    private var sortKey: String.UTF8View {
        escaped.split(separator: ".").reversed().map { $0 + "." }.joined().utf8
    }
}
