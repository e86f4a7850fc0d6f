import Testing

@testable import Model

@Suite struct FleetRecordTests {
    private let now = BoardFixture.now

    private func instance(_ id: String, launched: Double?, healthy: Double?) -> Member {
        Member(
            id: id, state: "InService", version: "lt:1", launchedAt: launched.map { now - $0 },
            healthyAt: healthy.map { now - $0 })
    }

    @Test func `the launch time is the median of those that were seen to come`() {
        var board = BoardFixture().board
        board.services[0].old.inventory = Inventory(members: [
            instance("a", launched: 1000, healthy: 460), instance("b", launched: 900, healthy: 300),
            instance("c", launched: 800, healthy: 100), instance("d", launched: 90_000, healthy: nil),
            instance("e", launched: nil, healthy: 20), instance("f", launched: 30, healthy: 30),
        ])
        #expect(FleetRecord(of: board.services[0], board).launch == 600)
        board.services[0].old.inventory = nil
        #expect(FleetRecord(of: board.services[0], board).launch == nil)
    }

    @Test func `the better peak and the newer launch are kept`() {
        let low = FleetRecord.Peak(requests: 100, minute: now.minute)
        let high = FleetRecord.Peak(requests: 300, minute: now.minute.advanced(by: -900))
        let joined = FleetRecord(peak: high, launch: 500).joined(FleetRecord(peak: low, launch: 400))
        #expect(joined == FleetRecord(peak: high, launch: 400))
        #expect(FleetRecord(launch: 500).joined(FleetRecord(peak: low)) == FleetRecord(peak: low, launch: 500))
    }

    @Test func `what was kept outlives the window`() {
        var fixture = BoardFixture()
        fixture.old[.healthyHosts] = Array(repeating: 8, count: 30)
        var board = fixture.board
        var counts = Counts()
        (counts.healthy, counts.maximum) = (4, 6)
        board.services[0].old.inventory = Inventory(counts: counts)
        board.services[0].old.confirmed = [.targetHealth: now - 4, .autoScaling: now - 4]
        func capacity() -> RollbackCapacity { RollbackCapacity(of: board.services[0], board: board) }
        #expect(capacity().answer == .unsafe && capacity().needed == 9)
        #expect(
            capacity().sentence
                == "old has room for only 45 % of all traffic: 9 instances needed, Auto Scaling's maximum is 6")
        board.services[0].record = FleetRecord(
            peak: .init(requests: 2500, minute: now.minute.advanced(by: -600)), launch: 540)
        #expect(capacity().answer == .fits && capacity().sentence == "old has room for 100 %")
        board.services[0].old.inventory?.counts.healthy = 2
        #expect(capacity().sentence == "old has room for only 50 % of all traffic: 2 → 4 instances first, about 9 min")
    }
}
