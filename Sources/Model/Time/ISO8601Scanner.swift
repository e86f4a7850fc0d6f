/// Reads the parts of a moment from left to right. Each part advances, or reports that it is missing.
struct ISO8601Scanner {
    private var rest: Substring.UTF8View

    init(_ bytes: String.UTF8View) { rest = bytes[...] }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: character) else { return false }
        rest.removeFirst()
        return true
    }

    /// Skips the separator; always succeeds without one.
    mutating func takeAny(_ separator: Unicode.Scalar?) -> Bool { separator.map { take($0) } ?? true }

    mutating func digits(_ count: Int) -> Int64? {
        var value: Int64 = 0
        for _ in 0..<count {
            guard let digit = digit() else { return nil }
            value = value * 10 + digit
        }
        return value
    }

    /// The fraction after the point in milliseconds, truncated; 0 without a point, `nil` when no digit follows the
    /// point.
    mutating func milliseconds() -> Int64? {
        guard take(".") || take(",") else { return 0 }
        guard var value = digit() else { return nil }
        value *= 100
        var scale: Int64 = 10
        while let next = digit() {
            value += next * scale
            scale /= 10
        }
        return value
    }

    /// Seconds east of Greenwich; `nil` without an offset, unless that means UTC.
    mutating func offset(assumingUTC: Bool) -> Int64? {
        if take("Z") || take("z") || isAtEnd && assumingUTC { return 0 }
        let sign: Int64
        if take("+") { sign = 1 } else if take("-") { sign = -1 } else { return nil }
        guard let hours = digits(2), hours < 24 else { return nil }
        if isAtEnd { return sign * hours * 3600 }
        _ = take(":")
        guard let minutes = digits(2), minutes < 60 else { return nil }
        return sign * (hours * 3600 + minutes * 60)
    }

    private mutating func digit() -> Int64? {
        guard let byte = rest.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
        rest.removeFirst()
        return Int64(byte - UInt8(ascii: "0"))
    }
}
