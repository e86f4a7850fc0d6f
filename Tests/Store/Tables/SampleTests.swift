import Model
import Store
import Testing

@Suite struct SampleTests {
    @Test(arguments: StoreMaker.all)
    func `a later number revises an earlier one`(_ maker: StoreMaker) throws {
        let place = try Place()
        let store = try maker.open(place)
        let token = try store.token()
        try store.append(Night.samples(0, [Night.sample(-1, 70_000)]), token: token)
        try store.append(Night.samples(60, [Night.sample(-1, 120_000)]), token: token)
        let measured = try store.board().measured(-1)
        #expect(measured?.value == 120_000)
        #expect(measured?.presence == .ok)
        #expect(measured?.readAt == Night.start + 60)
    }

    @Test(arguments: StoreMaker.all, [Presence.ok, .zero, .none])
    func `missing does not unsay what was known`(_ maker: StoreMaker, known: Presence) throws {
        let place = try Place()
        let store = try maker.open(place)
        let token = try store.token()
        let value: Double? = known == .ok ? 7 : known == .zero ? 0 : nil
        try store.append(Night.samples(0, [Night.sample(-1, value, known)]), token: token)
        try store.append(Night.samples(60, [Night.sample(-1, nil, .missing)]), token: token)
        let measured = try store.board().measured(-1)
        #expect(measured?.presence == known)
        #expect(measured?.value == value)
        #expect(measured?.readAt == Night.start)
    }

    @Test(arguments: StoreMaker.all, [Presence.ok, .zero, .none])
    func `whatever is known replaces missing and each other`(_ maker: StoreMaker, later: Presence) throws {
        let place = try Place()
        let store = try maker.open(place)
        let token = try store.token()
        let value: Double? = later == .ok ? 7 : later == .zero ? 0 : nil
        try store.append(
            Night.samples(0, [Night.sample(-1, nil, .missing), Night.sample(-2, 3)]), token: token)
        try store.append(
            Night.samples(60, [Night.sample(-1, value, later), Night.sample(-2, value, later)]), token: token)
        let board = try store.board()
        #expect(board.measured(-1)?.presence == later)
        #expect(board.measured(-2)?.presence == later)
        #expect(board.measured(-2)?.value == value)
    }

    @Test(arguments: StoreMaker.all)
    func `a sample that cannot be is refused with its whole tick`(_ maker: StoreMaker) throws {
        let place = try Place()
        let store = try maker.open(place)
        let token = try store.token()
        #expect(throws: StoreError.self) {
            try store.append(Night.samples(0, [Night.sample(-2, 5), Night.sample(-1, 1, .stale)]), token: token)
        }
        #expect(throws: StoreError.self) {
            try store.append(Night.samples(0, [Night.sample(-2, 5), Night.sample(-1, nil, .ok)]), token: token)
        }
        #expect(try store.board().measured(-2) == nil)
        // The series of the refused ticks must be stored as if they had never been seen.
        try store.append(Night.samples(0, [Night.sample(-2, 5)]), token: token)
        #expect(try store.board().measured(-2)?.value == 5)
    }

    @Test(arguments: StoreMaker.all)
    func `old minutes are dropped and events stay`(_ maker: StoreMaker) throws {
        let place = try Place()
        let store = try maker.open(place)
        let token = try store.token()
        var tick = Night.samples(0, (0..<200).map { Night.sample(-200 + $0, Double($0)) })
        tick.events = [Night.event(-12_000, .ecs, evidence: "old")]
        try store.append(tick, token: token)
        _ = try store.post(Night.pause("api", -12_000))
        let bound = Night.minute.advanced(by: -10)
        var calls = 1
        while try store.prune(before: bound) {
            calls += 1
            try #require(calls < 20)
        }
        #expect(calls > 1)
        #expect(try store.prune(before: bound) == false)
        let fresh = try maker.open(place).board(250)
        #expect(fresh.measured(-11)?.presence == .missing)
        #expect(fresh.measured(-10)?.value == 190)
        #expect(fresh.events.count == 2)
        #expect(fresh.service("api")?.pause != nil)
    }
}
