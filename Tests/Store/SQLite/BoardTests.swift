import Model
import Store
import Testing

@Suite struct BoardTests {
    @Test(arguments: StoreMaker.all)
    func `an empty store gives a board without numbers`(_ maker: StoreMaker) throws {
        let place = try Place()
        let board = try maker.open(place).board()
        #expect(board.migration == Night.migration)
        #expect(board.takenAt == Night.start)
        #expect(board.window == Night.minute.advanced(by: -15)..<Night.minute.advanced(by: 1))
        #expect(board.services.map(\.name) == ["api", "予約"])
        #expect(board.services.allSatisfy { $0.share == nil && $0.pause == nil && $0.old == SideBoard() })
        #expect(board.readings.isEmpty && board.events.isEmpty && board.lease == nil)
    }

    @Test(arguments: StoreMaker.all)
    func `the window holds its minutes and no others`(_ maker: StoreMaker) throws {
        let place = try Place()
        let store = try maker.open(place)
        let stranger = SeriesKey(service: "billing", side: .new, metric: .requests)
        try store.append(
            Night.samples(
                0,
                [
                    Night.sample(-16, 1), Night.sample(-15, 2), Night.sample(0, 3), Night.sample(1, 4),
                    Night.sample(0, 5, of: stranger),
                    Night.sample(-1, 33, of: SeriesKey(service: "予約", side: nil, metric: .queueAge)),
                    Night.sample(-1, 288, of: SeriesKey(service: "api", side: .old, metric: .p99)),
                ]), token: try store.token())
        let board = try store.board()
        let series = try #require(board.service("api")?.new.series[.requests])
        #expect(series.start == board.window.lowerBound)
        #expect(series.end == board.window.upperBound)
        #expect(series.presences.filter { $0 == .ok }.count == 2)
        #expect(board.measured(-15)?.value == 2)
        #expect(board.measured(0)?.value == 3)
        #expect(board.service("api")?.old.series[.p99]?[Night.minute.advanced(by: -1)].value == 288)
        #expect(board.service("api")?.old.series[.requests] == nil)
        #expect(board.service("予約")?.queueAge?[Night.minute.advanced(by: -1)].value == 33)
    }

    @Test(arguments: StoreMaker.all)
    func `a kept board equals a fresh one whatever came between`(_ maker: StoreMaker) throws {
        let place = try Place()
        let store = try maker.open(place)
        let viewer = try maker.open(place)
        let token = try store.token()
        let p99 = SeriesKey(service: "api", side: .old, metric: .p99)
        for step in 0..<40 {
            let seconds = Double(step) * 45
            let minute = Int(seconds / 60)
            var samples = (-4..<0).map { Night.sample(minute + $0, Double(step * 10 - $0)) }
            if step % 3 == 0 { samples.append(Night.sample(minute - 2, nil, .none, of: p99)) }
            if step % 7 == 0 { samples.append(Night.sample(minute - 20, 99)) }
            if step % 2 == 0 { try store.append(Night.samples(seconds, samples), token: token) }
            if step == 20 { _ = try viewer.board(60, after: seconds) }
            let kept = try viewer.board(10, after: seconds)
            let fresh = try maker.open(place).board(10, after: seconds)
            #expect(Told(kept) == Told(fresh), "step \(step)")
        }
        // A clock that was set back moves the window backwards.
        #expect(try Told(viewer.board(10, after: 300)) == Told(maker.open(place).board(10, after: 300)))
    }

    @Test(arguments: StoreMaker.all)
    func `a viewer that looked away for long sees everything`(_ maker: StoreMaker) throws {
        let place = try Place()
        let store = try maker.open(place)
        let viewer = try maker.open(place)
        let token = try store.token()
        _ = try viewer.board(10)
        for step in 0..<150 {
            try store.append(Night.samples(0, [Night.sample(step == 0 ? -9 : -1, Double(step))]), token: token)
        }
        #expect(try viewer.board(10).measured(-9)?.value == 0)
        #expect(try viewer.board(10).measured(-1)?.value == 149)
    }

    @Test(arguments: StoreMaker.all)
    func `the newest inventory stands with its confirmations`(_ maker: StoreMaker) throws {
        let place = try Place()
        let store = try maker.open(place)
        let token = try store.token()
        let side = ServiceSide(service: "api", side: .new)
        var inventory = Inventory(members: [
            Member(
                id: "4c1f", zone: "a", state: "RUNNING", health: "unhealthy", healthReason: "Target.Timeout “slow”",
                version: "api:218", launchedAt: Night.start - 300)
        ])
        inventory.counts.running = 6
        var tick = Night.tick(0, source: .ecs)
        tick.inventories = [InventoryUpdate(of: side, inventory: inventory)]
        tick.confirmed = [side]
        try store.append(tick, token: token)
        #expect(try store.board().service("api")?.new.inventory == inventory)
        inventory.counts.running = 7
        var later = Night.tick(10, source: .targetHealth)
        later.inventories = [InventoryUpdate(of: side, inventory: inventory)]
        later.confirmed = [side]
        try store.append(later, token: token)
        let board = try store.board().service("api")?.new
        #expect(board?.inventory == inventory)
        #expect(board?.confirmed == [.ecs: Night.start, .targetHealth: Night.start + 10])
    }

    @Test(arguments: StoreMaker.all)
    func `the share keeps its change while it is confirmed`(_ maker: StoreMaker) throws {
        let place = try Place()
        let store = try maker.open(place)
        let token = try store.token()
        func read(_ new: Int, _ seconds: Double, changed: Bool) throws -> Service? {
            var tick = Night.tick(seconds, source: .route53)
            let weight = WeightReading(type: "A", old: 255 - new, new: new, ttl: 60)
            tick.shares = ["api": ShareReading(weights: [weight])]
            if changed { tick.shareChanged = ["api"] }
            try store.append(tick, token: token)
            return try store.board().service("api")
        }
        let first = try read(0, 0, changed: false)
        #expect(first?.share?.value.weights.first?.new == 0)
        #expect(first?.shareChangedAt == nil)
        let moved = try read(64, 30, changed: true)
        #expect(moved?.share?.value.weights.first?.new == 64)
        #expect(moved?.shareChangedAt == Night.start + 30)
        let confirmed = try read(64, 60, changed: false)
        #expect(confirmed?.share?.readAt == Night.start + 60)
        #expect(confirmed?.shareChangedAt == Night.start + 30)
        // The weights before: the first were read and not seen to be set.
        #expect(confirmed?.formerShares == [FormerShare(percent: 0, since: Night.start, ttl: 60)])
        let again = try read(128, 90, changed: true)
        #expect(again?.formerShares.map(\.since) == [Night.start, Night.start + 30])
        #expect(again?.formerShares.last?.percent == 64.0 * 100 / 255)
    }

    @Test(arguments: StoreMaker.all)
    func `readings queues and the lease are the newest`(_ maker: StoreMaker) throws {
        let place = try Place()
        let store = try maker.open(place)
        let token = try store.token()
        var tick = Night.tick(0, source: .sqs)
        let reading = QueueReading(visible: 12, inFlight: 3, delayed: 0, deadLetterQueue: "予約-dead")
        tick.queues = ["予約": reading]
        try store.append(tick, token: token)
        var failed = Reading(source: .ecs, lastTry: Night.start + 5, lastSuccess: Night.start)
        failed.error = "DescribeServices: AccessDenied"
        failed.failures = 2
        failed.newestMinute = Night.start - 180
        try store.append(Tick(at: Night.start + 5, reading: failed), token: token)
        let board = try store.board()
        #expect(board.readings == [failed, tick.reading])
        #expect(board.service("予約")?.queue == Timed(reading, readAt: Night.start))
        #expect(board.deadLetterQueues == ["予約": "予約-dead"])
        #expect(board.lease?.holder == "poller@host:1")
        #expect(board.lease?.heartbeat == Night.start + 5)
    }

    @Test(arguments: StoreMaker.all)
    func `minutes that have not settled are those of the last answer`(_ maker: StoreMaker) throws {
        let place = try Place()
        let store = try maker.open(place)
        let token = try store.token()
        let minute = UnsettledMinute(
            minute: Night.minute, requests: Sides(old: 900, new: 0), errors: Sides(old: 1, new: 60))
        var tick = Night.tick(0)
        tick.unsettled = ["api": [minute]]
        try store.append(tick, token: token)
        #expect(try store.board().service("api")?.unsettled == Timed([minute], readAt: Night.start))
        #expect(try store.board().service("api")?.new.series[.requests]?[Night.minute].usable == nil)
        try store.append(Night.tick(5), token: token)
        #expect(try store.board().service("api")?.unsettled?.value == [minute], "a poll of another source says nothing")
        tick = Night.tick(10)
        tick.unsettled = ["api": []]
        try store.append(tick, token: token)
        #expect(try store.board().service("api")?.unsettled == Timed([], readAt: Night.start + 10))
    }
}
