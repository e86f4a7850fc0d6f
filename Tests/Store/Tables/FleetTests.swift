import Model
import Store
import Testing

@Suite("What old fleets have carried")
struct FleetTests {
    /// One process watches minutes and another reads two weeks, into the same row.
    @Test(arguments: StoreMaker.all)
    func `what two readers write is joined`(maker: StoreMaker) throws {
        let place = try Place()
        let store = try maker.open(place)
        let lease = try #require(try store.claimLease(holder: "a@b:1", at: Night.start))
        func record() throws -> FleetRecord? {
            try store.board(of: Night.configuration, minutes: 1, at: Night.start).services.first { $0.name == "api" }?
                .record
        }
        func keep(_ record: FleetRecord) throws {
            try store.keep(JudgedServices(fleets: ["api": record]), token: lease.token)
        }
        let (low, high) = (
            FleetRecord.Peak(requests: 100, minute: Night.start.minute),
            FleetRecord.Peak(requests: 300, minute: Night.start.minute)
        )
        let history = FleetHistory(readAt: Night.start, periods: 4032, peak: high)
        try keep(FleetRecord(peak: low, launch: 500))
        try keep(FleetRecord(history: history))
        try keep(FleetRecord(peak: high, launch: 400))
        #expect(try record() == FleetRecord(peak: high, launch: 400, history: history))
        let newer = FleetHistory(readAt: Night.start + 86_400, periods: 4032, peak: low)
        try keep(FleetRecord(history: newer))
        #expect(try record()?.history == newer)
    }
}
