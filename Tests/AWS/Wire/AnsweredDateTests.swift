import Foundation
import Model
import Testing

@testable import AWS

@Suite("Moments as AWS writes them")
struct AnsweredDateTests {
    private struct Dated: Decodable {
        @Answered<Wire.NeededTime> var at: Moment
        @Answered<Wire.Time> var told: Moment?
    }

    private func read(_ json: String) throws -> Dated {
        try JSONDecoder().decode(Dated.self, from: Data(json.utf8))
    }

    @Test(arguments: ["1795409574.436", "\"2026-11-23T13:52:54.436+09:00\""])
    func `seconds and text are read as the same moment`(json: String) throws {
        let dated = try read(#"{"at": \#(json), "told": \#(json)}"#)
        #expect(dated.at.iso8601 == "2026-11-23T04:52:54.436Z" && dated.told == dated.at)
    }

    /// Milliseconds in the place of seconds, as some gateways write them.
    @Test(arguments: ["1795409520000", "-1", "1e300", "\"yesterday\"", "null", "[]"])
    func `what is no time of ours is refused where it must be there, and else as good as none`(json: String) throws {
        #expect(throws: DecodingError.self) { try read(#"{"at": \#(json)}"#) }
        #expect(try read(#"{"at": 1795409574, "told": \#(json)}"#).told == nil)
    }
}
