/// The bytes of a line, in a buffer that is used again, because a string for each of millions of lines would be slow.
package struct LineBytes: Sendable {
    /// The bytes so far.
    package private(set) var bytes: [UInt8] = []

    /// - Parameter capacity: The bytes that fit before the buffer grows.
    package init(capacity: Int) { bytes.reserveCapacity(capacity) }

    /// Adds a literal.
    package mutating func put(_ words: StaticString) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: words.utf8Start, count: words.utf8CodeUnitCount))
    }

    /// Adds a text.
    package mutating func putText(_ text: String) { bytes.append(contentsOf: text.utf8) }

    /// Adds bytes as they are.
    package mutating func putBytes(_ more: [UInt8]) { bytes.append(contentsOf: more) }

    /// Adds a whole number in digits.
    package mutating func putWhole(_ number: Int) {
        if number < 0 { bytes.append(UInt8(ascii: "-")) }
        putDigits(UInt64(number.magnitude), places: 0)
    }

    /// Adds six significant digits, as JSON requires; `null` for an unknown number.
    package mutating func putNumber(_ value: Double?) {
        guard let value, value.isFinite else { return put("null") }
        var size = abs(value)
        guard size == 0 || size >= 1e-9 && size < 1e15 else { return putText("\(value)") }
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        var places = 0
        while size > 0, size < 1e5 { (size, places) = (size * 10, places + 1) }
        var digits = UInt64(size.rounded())
        while places > 0, digits % 10 == 0 { (digits, places) = (digits / 10, places - 1) }
        putDigits(digits, places: places)
    }

    /// Removes all bytes and keeps the capacity.
    package mutating func empty() { bytes.removeAll(keepingCapacity: true) }

    /// Adds the last digit first, because division produces it first. Then reverses them.
    private mutating func putDigits(_ number: UInt64, places: Int) {
        var start = bytes.count
        var (rest, written) = (number, 0)
        repeat {
            if places > 0, written == places { bytes.append(UInt8(ascii: ".")) }
            bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
            (rest, written) = (rest / 10, written + 1)
        } while rest > 0 || places > 0 && written <= places
        var end = bytes.count - 1
        while start < end {
            bytes.swapAt(start, end)
            (start, end) = (start + 1, end - 1)
        }
    }
}
