import Model
import Store
import Testing

/// Several ticks in one transaction.
@Suite struct BatchTests {
    private func ticks() -> [Tick] {
        var ticks = (0..<4).map { Night.samples(Double($0) * 10, [Night.sample(-1, Double($0))]) }
        for index in ticks.indices {
            ticks[index].events = [Night.event(Double(9 - index), .verdict, evidence: "\(index)")]
        }
        let side = ServiceSide(service: "api", side: .new)
        for (index, running) in [1, 1, 2, 1].enumerated() {
            var counts = Counts()
            counts.running = running
            ticks[index].inventories = [InventoryUpdate(of: side, inventory: Inventory(counts: counts))]
            ticks[index].confirmed = [side]
        }
        ticks[2].shares = ["api": ShareReading(weights: [WeightReading(type: "A", old: 75, new: 25, ttl: 60)])]
        return ticks
    }

    @Test(arguments: StoreMaker.all)
    func `many at once are what they are one by one`(_ maker: StoreMaker) throws {
        let (one, other) = (try Place(), try Place())
        let (singly, together) = (try maker.open(one), try maker.open(other))
        let (a, b) = (try singly.token(), try together.token())
        for tick in ticks() { try singly.append(tick, token: a) }
        try together.append(ticks(), token: b)
        #expect(try Told(singly.board(after: 40)) == Told(together.board(after: 40)))
        #expect(try singly.events(after: 0, limit: 10) == together.events(after: 0, limit: 10))
        #expect(try together.events(after: 0, limit: 10).map(\.evidence) == ["0", "1", "2", "3"])
        let board = try together.board(after: 40)
        #expect(board.lease?.heartbeat == Night.start + 30)
        #expect(board.measured(-1)?.value == 3)
        #expect(board.service("api")?.new.inventory?.counts.running == 1)
    }

    @Test(arguments: StoreMaker.all)
    func `one bad tick takes all of them along`(_ maker: StoreMaker) throws {
        let place = try Place()
        let store = try maker.open(place)
        let token = try store.token()
        var all = ticks()
        all.append(Night.samples(50, [Night.sample(-1, nil, .stale)]))
        #expect(throws: StoreError.self) { try store.append(all, token: token) }
        let board = try store.board(after: 50)
        #expect(board.readings.isEmpty && board.events.isEmpty && board.measured(-1) == nil)
        #expect(board.service("api")?.new.inventory == nil)
        // What the refused transaction found must not be used afterwards.
        try store.append(ticks(), token: token)
        #expect(try store.board(after: 50).service("api")?.new.inventory?.counts.running == 1)
        #expect(try store.board(after: 50).measured(-1)?.value == 3)
    }

    @Test(arguments: StoreMaker.all)
    func `none at all finds out whether the lease is ours`(_ maker: StoreMaker) throws {
        let place = try Place()
        let store = try maker.open(place)
        let first = try store.token("one")
        try store.append([], token: first)
        #expect(try store.board().lease?.heartbeat == Night.start)
        try store.releaseLease(token: first)
        _ = try store.token("other")
        for late in [[], ticks()] {
            let error = #expect(throws: StoreError.self) { try store.append(late, token: first) }
            guard case .fenced(_, token: first) = error else {
                Issue.record("\(String(describing: error))")
                continue
            }
        }
        #expect(try store.board().events.isEmpty)
    }

    @Test(arguments: StoreMaker.all)
    func `an inventory that another has changed is written again`(_ maker: StoreMaker) throws {
        let place = try Place()
        let (one, other) = (try maker.open(place), try maker.open(place))
        let token = try one.token()
        let all = ticks()
        try one.append(all[0], token: token)
        try other.append(all[2], token: token)
        try one.append(all[1], token: token)
        #expect(try other.board(after: 60).service("api")?.new.inventory?.counts.running == 1)
        try other.append(all[2], token: token)
        #expect(try one.board(after: 60).service("api")?.new.inventory?.counts.running == 2)
    }
}
