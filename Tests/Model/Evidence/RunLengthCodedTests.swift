import FoundationEssentials
import Testing

@testable import Model

/// Arrays of a judge are kept as one string each, and come back as they were.
@Suite struct RunLengthCodedTests {
    private struct Kept: Codable {
        @RunLengthCoded var numbers: [Double]
        @RunLengthCoded var counts: [UInt32]
    }

    private static func text(_ numbers: [Double], _ counts: [UInt32] = []) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return String(decoding: try encoder.encode(Kept(numbers: numbers, counts: counts)), as: UTF8.self)
    }

    private static func kept(_ text: String) throws -> Kept {
        try JSONDecoder().decode(Kept.self, from: Data(text.utf8))
    }

    @Test func `every number comes back to the last bit`() throws {
        var numbers = [
            0, -0.0, 0.1, 1 / 3, 1e200, -1e-300, .leastNonzeroMagnitude, .infinity, -.infinity, 0x1p53, 4374,
        ]
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<1000 {
            let number = Double(bitPattern: generator.next())
            if !number.isNaN { numbers.append(number) }
        }
        let back = try Self.kept(Self.text(numbers)).numbers
        #expect(back.map(\.bitPattern) == numbers.map(\.bitPattern))
        #expect(try Self.kept(Self.text([1, .nan, 2])).numbers[1].isNaN)
    }

    @Test func `runs are short`() throws {
        let counts: [UInt32] = Array(repeating: 0, count: 104) + [7, .max] + Array(repeating: 0, count: 103)
        let text = try Self.text([1.5, 1.5, 1.5], counts)
        #expect(text == #"{"counts":"0*104 7 4294967295 0*103","numbers":"1.5*3"}"#)
        #expect(try Self.kept(text).counts == counts)
        #expect(try Self.kept(Self.text([], [])).numbers.isEmpty)
    }

    @Test(arguments: ["x", "1 2 z", "1*", "1*0", "1*-3", "1*2*3", "1*99999999999", "*4"])
    func `what is garbled is refused`(_ numbers: String) {
        #expect(throws: DecodingError.self) { try Self.kept(#"{"counts":"","numbers":"\#(numbers)"}"#) }
    }

    @Test(arguments: ["-1", "0.5", "4294967296", "nan"])
    func `what is no count is refused`(_ counts: String) {
        #expect(throws: DecodingError.self) { try Self.kept(#"{"counts":"\#(counts)","numbers":""}"#) }
    }

    /// A minute of both sides is four numbers; three are none.
    @Test func `a judge comes back with its past hour`() throws {
        var judge = CommonMode()
        for minute in 0..<70 {
            judge.add(
                requests: Sides(old: 1000, new: 500),
                errors: Sides(old: minute < 67 ? 1 : 90, new: minute < 67 ? 1 : 80))
        }
        let text = String(decoding: try JSONEncoder().encode(judge), as: UTF8.self)
        let back = try JSONDecoder().decode(CommonMode.self, from: Data(text.utf8))
        let (trouble, again) = (judge.trouble(overDispersion: 1), back.trouble(overDispersion: 1))
        #expect(trouble?.now == again?.now && trouble?.before == again?.before && trouble != nil)
        let garbled = text.replacing(#""recent":"1000 500 1*2"#, with: #""recent":"1000 500 1"#)
        #expect(garbled.count == text.count - 2)
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(CommonMode.self, from: Data(garbled.utf8)) }
    }
}
