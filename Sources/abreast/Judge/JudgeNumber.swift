import Glibc

/// Reads numbers from bytes without making strings: ten million rows have a hundred million of them.
enum JudgeNumber {
    /// A whole number without a plus sign; `nil` for anything else, and above 18 digits.
    static func whole(_ field: UnsafeRawBufferPointer) -> Int64? {
        var value: Int64 = 0
        var index = 0
        let isNegative = field.first == UInt8(ascii: "-")
        if isNegative { index = 1 }
        guard field.count > index, field.count - index <= 18 else { return nil }
        while index < field.count {
            let digit = field[index] &- UInt8(ascii: "0")
            guard digit < 10 else { return nil }
            value = value &* 10 &+ Int64(digit)
            index += 1
        }
        return isNegative ? -value : value
    }

    private static let powers: [Double] = [
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
    ]

    /// Digits with at most one point among them; `nil` for anything else: signs, exponents, words.
    static func decimal(_ field: UnsafeRawBufferPointer) -> Double? {
        var value: Int64 = 0
        var digits = 0
        var places = 0
        var hasPoint = false
        for byte in field {
            let digit = byte &- UInt8(ascii: "0")
            if digit < 10 {
                value = value &* 10 &+ Int64(digit)
                digits += 1
                if hasPoint { places += 1 }
            } else if byte == UInt8(ascii: "."), !hasPoint {
                hasPoint = true
            } else {
                return nil
            }
        }
        guard digits > 0 else { return nil }
        // Too many digits for an integer, such as 288.12345678901234567.
        guard digits <= 15 else { return Double(String(decoding: field, as: UTF8.self)) }
        return places == 0 ? Double(value) : Double(value) / powers[places]
    }

    /// The index of the next comma, or the end.
    static func comma(_ bytes: UnsafeRawBufferPointer, _ start: Int) -> Int {
        var at = start
        while at < bytes.count, bytes[at] != UInt8(ascii: ",") { at += 1 }
        return at
    }
}
