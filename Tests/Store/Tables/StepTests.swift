import Model
import Store
import Testing

@Suite struct StepTests {
    private func step(_ order: Int64, isRollBack: Bool = true, _ state: WeightStep.State = .claimed) -> WeightStep {
        WeightStep(
            order: order, service: "api", isRollBack: isRollBack, percent: 0,
            before: [WeightReading(type: "A", old: 75, new: 25, ttl: 60)],
            after: [WeightReading(type: "A", old: 100, new: 0, ttl: 60)], state: state, at: Night.start)
    }

    private func order(_ kind: Order.Kind, _ service: String? = "api") -> Order {
        Order(kind: kind, service: service, actor: "ken@desk", at: Night.start)
    }

    /// A roll back that was ordered and claimed, and the lease's token.
    private func claimed(in store: any StateStore) throws -> (WeightStep, Int64) {
        let token = try store.token()
        let order = try store.post(order(.rollBack))
        return (try store.claim(step(order.id), telling: event, token: token), token)
    }

    private let event = Event(at: Night.start, service: "api", kind: .weights, actor: "me@here:1", reason: "claimed")

    @Test(arguments: StoreMaker.all)
    func `a claim is kept with its event and moved on`(_ maker: StoreMaker) throws {
        let place = try Place()
        let (store, other) = (try maker.open(place), try maker.open(place))
        let token = try store.token()
        let order = try store.post(order(.rollBack))
        var claimed = try store.claim(step(order.id), telling: event, token: token)
        #expect(claimed.id > 0)
        #expect(try other.newestSteps() == [claimed])
        #expect(try other.events(since: Night.start).map(\.kind) == [.rollBack, .weights])
        claimed.state = .accepted
        claimed.change = "C1"
        try store.update(claimed, telling: [], token: token)
        #expect(try other.board().service("api")?.share == nil)
        claimed.state = .confirmed
        try store.update(claimed, telling: [event], token: token)
        #expect(try other.newestSteps() == [claimed])
        #expect(try other.board().service("api")?.share?.value.weights == claimed.after)
        #expect(try other.board().service("api")?.shareChangedAt == Night.start)
    }

    /// A step is one epoch of the evidence. Only weights that differ from the read-back begin another epoch.
    @Test(arguments: StoreMaker.all)
    func `the first listing after a read back is no change`(_ maker: StoreMaker) throws {
        let place = try Place()
        let store = try maker.open(place)
        defer { withExtendedLifetime(place) {} }
        let (first, token) = try claimed(in: store)
        func listed(_ weights: [WeightReading]) -> ShareReading {
            let lone = WeightReading(type: "AAAA", old: 1, new: nil, ttl: 60)
            return ShareReading(
                weights: weights + [lone], remarks: ["AAAA stays on old"],
                evaluated: [EvaluatedRecord(type: "A", side: .new)])
        }
        func poll(_ seconds: Double, _ share: ShareReading) throws -> Service? {
            var tick = Night.tick(seconds, source: .route53)
            tick.shares["api"] = share
            tick.shareChanged = ["api"]
            try store.append(tick, token: token)
            return try store.board().service("api")
        }
        _ = try poll(-60, listed(first.before))
        var claimed = first
        claimed.state = .confirmed
        try store.update(claimed, telling: [event], token: token)
        let moved = try #require(try store.board().service("api"))
        #expect(moved.share?.value == listed(claimed.after) && moved.shareChangedAt == Night.start)
        var told = listed(claimed.after)
        told.evaluated = nil
        let polled = try #require(try poll(30, told))
        #expect(polled.share?.value == told && polled.shareChangedAt == Night.start)
        #expect(try poll(60, listed(first.before))?.shareChangedAt == Night.start + 60)
    }

    @Test(arguments: StoreMaker.all)
    func `steps that were given up are known`(_ maker: StoreMaker) throws {
        let place = try Place()
        let store = try maker.open(place)
        defer { withExtendedLifetime(place) {} }
        let token = try store.token()
        let advance = try store.post(order(.advance))
        var given = try store.claim(step(advance.id, isRollBack: false), telling: event, token: token)
        #expect(try store.givenUpSteps().isEmpty)
        given.state = .lost
        try store.update(given, telling: [event], token: token)
        let back = try store.post(order(.rollBack))
        var lost = try store.claim(step(back.id), telling: event, token: token)
        lost.state = .lost
        try store.update(lost, telling: [event], token: token)
        #expect(try store.givenUpSteps() == [given], "a roll back that comes late does no harm")
    }

    @Test(arguments: StoreMaker.all)
    func `a listing from before the change does not come after it`(_ maker: StoreMaker) throws {
        let place = try Place()
        let store = try maker.open(place)
        defer { withExtendedLifetime(place) {} }
        let (first, token) = try claimed(in: store)
        var claimed = first
        claimed.state = .confirmed
        try store.update(claimed, telling: [event], token: token)
        func poll(_ seconds: Double, took milliseconds: Int) throws -> [WeightReading]? {
            var tick = Night.tick(seconds, source: .route53)
            tick.reading.milliseconds = milliseconds
            tick.shares["api"] = ShareReading(weights: claimed.before)
            try store.append(tick, token: token)
            return try store.board().service("api")?.share?.value.weights
        }
        // Requested half a second before the weights moved and answered half a second after; then requested after it.
        #expect(try poll(0.5, took: 1000) == claimed.after)
        #expect(try poll(30, took: 1000) == claimed.before)
    }

    @Test(arguments: StoreMaker.all)
    func `who has lost the lease claims and confirms nothing`(_ maker: StoreMaker) throws {
        let place = try Place()
        let (one, other) = (try maker.open(place), try maker.open(place))
        let first = try one.token("one")
        let order = try one.post(order(.rollBack))
        let claimed = try one.claim(step(order.id), telling: event, token: first)
        _ = try other.token("other", at: Night.start + 60)
        let claiming = #expect(throws: StoreError.self) {
            try one.claim(step(order.id), telling: event, token: first)
        }
        let updating = #expect(throws: StoreError.self) {
            try one.update(claimed, telling: [event], token: first)
        }
        for error in [claiming, updating] {
            guard case .fenced(_, token: first) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
        }
        #expect(try other.newestSteps() == [claimed])
        #expect(try other.events(since: Night.start).count { $0.kind == .weights } == 1)
    }

    @Test(arguments: StoreMaker.all)
    func `what operators stored wins over a claim`(_ maker: StoreMaker) throws {
        // Orders before the step's, its own, those after it, and whether the step may then be claimed.
        let cases: [([Order.Kind], Order.Kind, [Order.Kind], Bool)] = [
            ([], .rollBack, [], true), ([.pause], .rollBack, [], true), ([], .rollBack, [.pause], true),
            ([], .rollBack, [.resume], false), ([], .rollBack, [.resume, .rollBack], false),
            ([.resume], .rollBack, [], true), ([], .advance, [], true), ([.pause], .advance, [], false),
            ([], .advance, [.pause], false), ([], .advance, [.rollBack], false),
            ([.pause, .resume], .advance, [], true),
            ([], .advance, [.pause, .resume], false), ([], .advance, [.renew], true),
        ]
        for (before, own, after, isAllowed) in cases {
            for service in ["api", nil] {
                let place = try Place()
                let store = try maker.open(place)
                defer { withExtendedLifetime(place) {} }
                let token = try store.token()
                for kind in before { _ = try store.post(order(kind, service)) }
                let mine = try store.post(order(own))
                for kind in after { _ = try store.post(order(kind, service)) }
                let claim = step(mine.id, isRollBack: own == .rollBack)
                if isAllowed {
                    _ = try store.claim(claim, telling: event, token: token)
                } else {
                    let error = #expect(throws: StoreError.self) {
                        try store.claim(claim, telling: event, token: token)
                    }
                    guard case .overruled = error else {
                        Issue.record("\(before) \(own) \(after): \(String(describing: error))")
                        continue
                    }
                    #expect(try store.newestSteps().isEmpty)
                }
            }
        }
    }

    @Test(arguments: StoreMaker.all)
    func `nothing is claimed over a step that is not settled`(_ maker: StoreMaker) throws {
        let place = try Place()
        let store = try maker.open(place)
        defer { withExtendedLifetime(place) {} }
        let (first, token) = try claimed(in: store)
        var claimed = first
        for state in [WeightStep.State.claimed, .accepted] {
            claimed.state = state
            try store.update(claimed, telling: [], token: token)
            #expect(throws: StoreError.self) { try store.claim(step(claimed.order), telling: event, token: token) }
        }
        claimed.state = .lost
        try store.update(claimed, telling: [], token: token)
        #expect(try store.claim(step(claimed.order), telling: event, token: token).id > claimed.id)
        #expect(throws: StoreError.self) { try store.claim(step(99), telling: event, token: token) }
    }

    @Test func `what was claimed cannot be rewritten`() throws {
        let place = try Place()
        let store = try SQLiteStore(path: place.file, migration: Night.migration)
        let token = try store.token()
        let order = try store.post(order(.rollBack))
        _ = try store.claim(step(order.id), telling: event, token: token)
        for statement in ["DELETE FROM step", "UPDATE step SET after = '[]'", "UPDATE step SET order_id = 1, at = 2"] {
            #expect(throws: Python.Failure.self) { try Python.sql(statement, place.file) }
        }
    }
}
