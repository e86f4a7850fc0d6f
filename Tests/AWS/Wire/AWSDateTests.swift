import Foundation
import Testing

@testable import AWS

@Suite("Moments as AWS writes them")
struct AWSDateTests {
    @Test(
        "ISO 8601 in all the forms that services use",
        arguments: [
            ("1970-01-01T00:00:00Z", 0.0),
            ("2026-11-23T04:52:54Z", 1_795_409_574),
            ("2026-11-23T04:52:54.000Z", 1_795_409_574),
            ("2026-11-23T04:52:54.436234Z", 1_795_409_574.436234),
            ("2026-11-23T13:52:54+09:00", 1_795_409_574),
            ("2026-11-23T00:22:54-0430", 1_795_409_574),
            ("2026-11-23T05:52:54+01", 1_795_409_574),
            ("2026-11-23T04:52:54", 1_795_409_574),
            ("2024-02-29T23:59:60Z", 1_709_251_200),
            ("2000-02-29T00:00:00Z", 951_782_400),
            ("1969-12-31T23:59:59.5Z", -0.5),
        ])
    func parses(text: String, epoch: Double) throws {
        let parsed = try #require(AWSDate.epoch(text))
        #expect(abs(parsed - epoch) < 0.000_001)
    }

    @Test(
        "What is no date is refused, not guessed",
        arguments: [
            "", "soon", "2026-11-23", "2026-11-23T04:52Z", "2026-13-01T00:00:00Z", "2026-02-29T00:00:00Z",
            "2026-11-23T24:00:00Z", "2026-11-23T04:52:54.Z", "2026-11-23T04:52:54Zulu", "1900-02-29T00:00:00Z",
            "2026-11-23T04:52:54+9:00", "２026-11-23T04:52:54Z",
        ])
    func refuses(text: String) {
        #expect(AWSDate.epoch(text) == nil)
    }

    /// Milliseconds in the place of seconds, as some gateways write them.
    @Test("A number that is no time of ours is refused", arguments: ["1795409520000", "-1", "1e300"])
    func refusesNumber(number: String) {
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([AnsweredDate].self, from: Data("[\(number)]".utf8))
        }
    }
}
