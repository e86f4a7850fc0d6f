import Testing

@testable import Model

/// What two weeks of CloudWatch say of old, and what is made of it.
@Suite struct FleetHistoryTests {
    private let now = BoardFixture.now

    private func period(
        _ back: Int, requests: Double, healthy: Double = 8, isWithinLimits: Bool = true
    ) -> FleetHistory.Period {
        FleetHistory.Period(
            minute: now.minute.advanced(by: -5 * back), requests: requests, healthy: healthy,
            isWithinLimits: isWithinLimits)
    }

    @Test func `the best period within the limits counts, by the minute and the target`() {
        let history = FleetHistory(
            readAt: now,
            [
                period(1, requests: 40_000), period(100, requests: 80_000),
                period(200, requests: 160_000, isWithinLimits: false), period(300, requests: 90_000, healthy: 0),
            ])
        #expect(history.periods == 4)
        #expect(history.peak == FleetRecord.Peak(requests: 2000, minute: now.minute.advanced(by: -500)))
    }

    @Test func `a target that was away for a period does not flatter the others`() {
        let history = FleetHistory(
            readAt: now,
            [
                period(1, requests: 40_000), period(2, requests: 40_000, healthy: 1), period(3, requests: 40_000),
            ])
        #expect(history.peak?.requests == 1000)
    }

    @Test func `less than a day, or what was read long ago, tells nothing`() {
        let short = FleetHistory(readAt: now, (1...287).map { period($0, requests: 40_000) })
        let whole = FleetHistory(readAt: now, (1...288).map { period($0, requests: 40_000) })
        #expect(!short.isTelling(at: now) && whole.isTelling(at: now))
        #expect(whole.isTelling(at: now + 2 * 86_400) && !whole.isTelling(at: now + 4 * 86_400))
    }

    @Test func `the history that was read later is kept, and the higher peak counts`() {
        let minute = now.minute
        func record(_ seen: Double, _ peak: Double, _ readAt: Moment) -> FleetRecord {
            FleetRecord(
                peak: .init(requests: seen, minute: minute),
                history: FleetHistory(readAt: readAt, periods: 4032, peak: .init(requests: peak, minute: minute)))
        }
        let joined = record(100, 900, now - 86_400).joined(record(300, 700, now))
        #expect(joined.peak?.requests == 300 && joined.history?.peak?.requests == 700)
        #expect(joined.best?.requests == 700)
        #expect(joined.joined(FleetRecord()).history == joined.history, "who knows no history drops none")
        #expect(joined.joined(record(0, 900, now - 86_400)).history?.readAt == now)
    }

    /// 10,000 requests a minute in all beside four healthy targets of old, of which each was seen to carry 1125.
    private func capacity(_ history: FleetHistory?) -> RollbackCapacity {
        var fixture = BoardFixture()
        fixture.old[.healthyHosts] = Array(repeating: 8, count: 30)
        var board = fixture.board
        var counts = Counts()
        (counts.healthy, counts.desired) = (4, 4)
        board.services[0].old.inventory = Inventory(counts: counts)
        board.services[0].old.confirmed = [.targetHealth: now - 4, .autoScaling: now - 4]
        board.services[0].record = FleetRecord(history: history)
        return RollbackCapacity(of: board.services[0], board: board)
    }

    private func history(_ requests: Double, periods: Int = 4032) -> FleetHistory {
        FleetHistory(readAt: now - 3600, periods: periods, peak: .init(requests: requests, minute: now.minute))
    }

    @Test func `two weeks make the bound real in the first minute`() {
        let seen = capacity(nil)
        #expect(seen.answer == .unsafe && seen.room == 45 && !seen.isKnownTooSmall)
        #expect(seen.seen == "old was seen to carry")
        let enough = capacity(history(2600))
        #expect(enough.answer == .fits && enough.room == 100 && !enough.isKnownTooSmall)
    }

    @Test func `only two weeks, or nothing that serves, say that old is too small`() {
        #expect(capacity(history(1500)).isKnownTooSmall && capacity(history(1500)).room == 60)
        #expect(capacity(history(1500)).seen == "in two weeks old has carried")
        #expect(!capacity(history(1500, periods: 100)).isKnownTooSmall, "an hour of history is no history")
    }

    @Test func `what old can take is steady`() {
        func room(_ change: (inout BoardFixture) -> Void) -> (Double?, String) {
            var fixture = BoardFixture()
            fixture.old[.healthyHosts] = Array(repeating: 8, count: 30)
            change(&fixture)
            var board = fixture.board
            var counts = Counts()
            counts.healthy = 4
            board.services[0].old.inventory = Inventory(counts: counts)
            board.services[0].old.confirmed = [.targetHealth: now - 4]
            let capacity = RollbackCapacity(of: board.services[0], board: board)
            return (capacity.room, capacity.sentence)
        }
        let usual = room { _ in }
        #expect(usual.0 == 45 && usual.1.hasPrefix("old has room for only 45 %"))
        // One minute with half of the traffic, one with a tenth more.
        #expect(room { $0.new[.requests]?[0] = 100 }.0 == 45)
        #expect(room { $0.new[.requests]?[1] = 2000 }.0 == 45)
    }
}
