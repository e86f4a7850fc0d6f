import Foundation
import Model
import Testing

@testable import AWS

@Suite("Moments as AWS writes them")
struct AnsweredDateTests {
    @Test(arguments: ["1795409574.436", "\"2026-11-23T13:52:54.436+09:00\""])
    func `seconds and text are read as the same moment`(json: String) throws {
        let dates = try JSONDecoder().decode([AnsweredDate].self, from: Data("[\(json)]".utf8))
        #expect(dates.map(\.moment.iso8601) == ["2026-11-23T04:52:54.436Z"])
    }

    /// Milliseconds in the place of seconds, as some gateways write them.
    @Test(arguments: ["1795409520000", "-1", "1e300"])
    func `a number that is no time of ours is refused`(number: String) {
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([AnsweredDate].self, from: Data("[\(number)]".utf8))
        }
    }
}
