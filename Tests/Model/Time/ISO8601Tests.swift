import Model
import Testing

@Suite("Moments as AWS writes them")
struct ISO8601Tests {
    @Test(arguments: [
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
    func `ISO 8601 in all the forms that services use`(text: String, epoch: Double) throws {
        let parsed = try #require(Moment(iso8601: text, assumingUTC: true))
        #expect(parsed == Moment(seconds: epoch))
    }

    @Test(arguments: [
        "", "soon", "2026-11-23", "2026-11-23T04:52Z", "2026-13-01T00:00:00Z", "2026-02-29T00:00:00Z",
        "2026-11-23T24:00:00Z", "2026-11-23T04:52:54.Z", "2026-11-23T04:52:54Zulu", "1900-02-29T00:00:00Z",
        "2026-11-23T04:52:54+9:00", "２026-11-23T04:52:54Z",
    ])
    func `what is no date is refused, not guessed`(text: String) {
        #expect(Moment(iso8601: text, assumingUTC: true) == nil)
    }

    @Test func `the short form of signatures is read and written, to the second`() throws {
        let moment = try #require(Moment(basicISO8601: "20261123T045254Z"))
        #expect(moment.iso8601 == "2026-11-23T04:52:54Z" && (moment + 0.999).basicISO8601 == "20261123T045254Z")
        #expect(Moment(milliseconds: -1).basicISO8601 == "19691231T235959Z")
        for wrong in ["20261123T045254", "2026-11-23T04:52:54Z", "20261123T0452Z", "20261323T045254Z"] {
            #expect(Moment(basicISO8601: wrong) == nil)
        }
    }

    @Test func `no offset is UTC only where the reader says so`() {
        #expect(Moment(iso8601: "2026-11-23T04:52:54") == nil)
        #expect(Moment(iso8601: "2026-11-23T04:52:54+00:00x") == nil)
    }
}
