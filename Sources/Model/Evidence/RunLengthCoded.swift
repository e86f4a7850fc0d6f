/// An array that is one string in JSON: its numbers, separated by spaces, and `0*209` for a run of 209 zeros.
///
/// A judge has a few thousand numbers and is stored every minute. Encoded one by one they cost about a microsecond
/// each, which was half of the time of a simulated night.
@propertyWrapper struct RunLengthCoded<Element: RunLengthCodable>: Sendable {
    var wrappedValue: [Element]
}

/// A value that consists of a fixed number of numbers.
protocol RunLengthCodable: Sendable {
    static var width: Int { get }
    /// Reads `width` numbers; `nil` when they are invalid.
    init?(numbers: ArraySlice<Double>)
    func append(to numbers: inout [Double])
}

extension Double: RunLengthCodable {
    static var width: Int { 1 }
    init?(numbers: ArraySlice<Double>) {
        guard let number = numbers.first else { return nil }
        self = number
    }
    func append(to numbers: inout [Double]) { numbers.append(self) }
}

extension UInt32: RunLengthCodable {
    static var width: Int { 1 }
    init?(numbers: ArraySlice<Double>) {
        guard let count = numbers.first.flatMap({ UInt32(exactly: $0) }) else { return nil }
        self = count
    }
    func append(to numbers: inout [Double]) { numbers.append(Double(self)) }
}

extension RunLengthCoded: Codable {
    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let elements = Self.elements(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "numbers with spaces were expected")
        }
        wrappedValue = elements
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    private var text: String {
        var numbers: [Double] = []
        numbers.reserveCapacity(wrappedValue.count * Element.width)
        for element in wrappedValue { element.append(to: &numbers) }
        var text = ""
        var index = 0
        while index < numbers.count {
            let number = numbers[index]
            var end = index + 1
            while end < numbers.count, numbers[end].bitPattern == number.bitPattern { end += 1 }
            if !text.isEmpty { text += " " }
            // Most numbers are counts, and whole numbers print faster.
            if let whole = Int64(exactly: number), number.sign == .plus {
                text += String(whole)
            } else {
                text += number.description
            }
            if end - index > 1 { text += "*\(end - index)" }
            index = end
        }
        return text
    }

    private static func elements(_ text: String) -> [Element]? {
        var numbers: [Double] = []
        for run in text.utf8.split(separator: UInt8(ascii: " ")) {
            let parts = run.split(separator: UInt8(ascii: "*"), omittingEmptySubsequences: false)
            guard let number = parts.first.flatMap({ Double(Substring($0)) }) else { return nil }
            switch parts.count {
            case 1: numbers.append(number)
            case 2:
                guard let count = Int(Substring(parts[1])), (1...longest).contains(count) else { return nil }
                numbers.append(contentsOf: repeatElement(number, count: count))
            default: return nil
            }
        }
        guard numbers.count.isMultiple(of: Element.width) else { return nil }
        var elements: [Element] = []
        for begin in stride(from: 0, to: numbers.count, by: Element.width) {
            guard let element = Element(numbers: numbers[begin..<begin + Element.width]) else { return nil }
            elements.append(element)
        }
        return elements
    }

    /// No array of a judge is nearly as long. So a damaged run length cannot fill the memory.
    private static var longest: Int { 100_000 }
}
