package import AWS
import Model

/// Damages the bytes of an answer as a broken gateway, a wrong service or a hostile one might; what comes follows from the
/// seed.
package struct AnswerMutation: Sendable {
    private var random: SplitMix64

    package init(seed: UInt64) { random = SplitMix64(seed: seed) }

    /// Numbers that no field expects.
    private static let numbers = [
        "-1", "9223372036854775807", "-9223372036854775808", "18446744073709551616", "1000000000", "1e309", "NaN",
        "0x10", "", "2.5", "null", "000000000000000000000000000001", "-0", "1e18",
    ]

    /// An answer at random.
    package mutating func pick() -> RecordedAnswer {
        RecordedAnswer.all[Int.random(in: 0..<RecordedAnswer.all.count, using: &random)]
    }

    /// The bytes with one to three faults.
    package mutating func damaged(_ body: String) -> [UInt8] {
        var bytes = Array(body.utf8)
        for _ in 0..<Int.random(in: 1...3, using: &random) { damage(&bytes) }
        return bytes
    }

    private mutating func damage(_ bytes: inout [UInt8]) {
        guard !bytes.isEmpty else { return }
        let place = Int.random(in: 0..<bytes.count, using: &random)
        let length = min(Int.random(in: 1...40, using: &random), bytes.count - place)
        switch Int.random(in: 0..<9, using: &random) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.insert(contentsOf: [[0xFF], [0xC3], [0xED, 0xA0, 0x80], [0x1B, 0x5B]][place % 4], at: place)
        case 2: bytes.removeSubrange(place..<place + length)
        case 3: bytes.insert(contentsOf: bytes[place..<place + length], at: place)
        case 4: bytes.removeSubrange(place...)
        case 5: bytes.insert(contentsOf: Array(repeating: UInt8(ascii: "<"), count: length * 20), at: place)
        case 6: breakName(&bytes, from: place)
        default: replaceNumber(&bytes, from: place)
        }
    }

    /// Puts a byte that is no UTF-8 into the name of an element or a key.
    private mutating func breakName(_ bytes: inout [UInt8], from place: Int) {
        let marks = [UInt8(ascii: "<"), UInt8(ascii: "\"")]
        guard let start = bytes[place...].firstIndex(where: { marks.contains($0) }), start + 2 < bytes.count else {
            return
        }
        bytes[start + 2] = 0xFF
    }

    private mutating func replaceNumber(_ bytes: inout [UInt8], from place: Int) {
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        guard let start = bytes[place...].firstIndex(where: { digits.contains($0) }) else { return }
        let end = bytes[start...].firstIndex { !digits.contains($0) } ?? bytes.count
        let number = Self.numbers[Int.random(in: 0..<Self.numbers.count, using: &random)]
        bytes.replaceSubrange(start..<end, with: Array(number.utf8))
    }
}

/// Answers every request with these bytes.
package struct BytesSender: RequestSender {
    private let answer: @Sendable (AWSRequest) throws(AWSError) -> [UInt8]

    package init(_ answer: @escaping @Sendable (AWSRequest) throws(AWSError) -> [UInt8]) { self.answer = answer }

    package func send(_ request: AWSRequest, deadline: ContinuousClock.Instant) async throws(AWSError) -> AWSResponse {
        AWSResponse(status: 200, headers: [], body: try answer(request))
    }
}
