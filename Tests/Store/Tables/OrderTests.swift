import Model
import Store
import Testing

@Suite struct OrderTests {
    @Test(arguments: StoreMaker.all)
    func `a pause holds its service until it is resumed`(_ maker: StoreMaker) throws {
        let place = try Place()
        let store = try maker.open(place)
        let viewer = try maker.open(place)
        let pause = try store.post(Night.pause("api"))
        #expect(pause.id > 0)
        let held = try #require(try viewer.board().service("api")?.pause)
        #expect(held == Pause(order: pause.id, by: "mika@desk", at: Night.start, reason: "p99 up", ofAll: false))
        #expect(try viewer.board().service("予約")?.pause == nil)
        let resume = try store.post(Order(kind: .resume, service: "api", actor: "mika@desk", at: Night.start + 60))
        #expect(resume.id > pause.id)
        #expect(try viewer.board().service("api")?.pause == nil)
    }

    @Test(arguments: StoreMaker.all)
    func `a reason typed later stands on the pause`(_ maker: StoreMaker) throws {
        let place = try Place()
        let store = try maker.open(place)
        let pause = try store.post(Night.pause(nil))
        let words = "p99 up on new\nsee #42"
        _ = try store.post(
            Order(kind: .annotate, service: nil, actor: "ken@desk", at: Night.start + 9, reason: words, about: pause.id)
        )
        let board = try store.board()
        #expect(board.services.map { $0.pause?.reason } == [words, words])
        #expect(board.services.map { $0.pause?.by } == ["mika@desk", "mika@desk"])
        #expect(board.events.map(\.kind) == [.paused, .annotated])
        #expect(board.events.last?.evidence == "order \(pause.id)")
        #expect(throws: StoreError.self) {
            try store.post(Order(kind: .annotate, service: nil, actor: "k", at: Night.start, reason: "?", about: 999))
        }
        #expect(try store.board().events.count == 2)
    }

    @Test(arguments: StoreMaker.all)
    func `each order tells what it changed`(_ maker: StoreMaker) throws {
        let place = try Place()
        let store = try maker.open(place)
        func resume(_ service: String?, _ seconds: Double) -> Order {
            Order(kind: .resume, service: service, actor: "mika@desk", at: Night.start + seconds)
        }
        let orders = [
            Night.pause("api", 0), Night.pause("api", 1), Night.pause(nil, 2), resume("api", 3), resume(nil, 4),
            resume(nil, 5), Night.pause("api", 6), resume(nil, 7),
        ]
        for order in orders { _ = try store.post(order) }
        let events = try store.events(since: Night.start)
        #expect(
            events.map { "\($0.service ?? "all") \($0.before ?? "?") → \($0.after ?? "?")" } == [
                "api running → paused", "api paused → paused", "all partly paused → paused", "api paused → running",
                "all paused → running", "all running → running", "api running → paused", "all partly paused → running",
            ])
        #expect(events.allSatisfy { $0.actor == "mika@desk" })
        #expect(events.first?.reason == "p99 up")
    }

    @Test(arguments: StoreMaker.all)
    func `a roll back holds and is told until it is resumed`(_ maker: StoreMaker) throws {
        let place = try Place()
        let store = try maker.open(place)
        func order(_ kind: Order.Kind, _ service: String?, _ actor: String, _ seconds: Double) -> Order {
            Order(kind: kind, service: service, actor: actor, at: Night.start + seconds)
        }
        _ = try store.post(Night.pause("api", 0))
        let rollBack = try store.post(order(.rollBack, "api", "ken@desk", 1))
        let held = try #require(try store.board().service("api")?.pause)
        #expect(
            held
                == Pause(
                    order: rollBack.id, by: "ken@desk", at: Night.start + 1, reason: "", ofAll: false, isRollBack: true)
        )
        _ = try store.post(Night.pause("api", 2))
        #expect(try store.board().service("api")?.pause == held)
        _ = try store.post(
            Order(
                kind: .annotate, service: "api", actor: "ken@desk", at: Night.start + 3, reason: "p99",
                about: rollBack.id))
        #expect(try store.board().service("api")?.pause?.reason == "p99")
        _ = try store.post(order(.resume, "api", "ken@desk", 4))
        #expect(try store.board().service("api")?.pause == nil)
        _ = try store.post(order(.rollBack, nil, "ken@desk", 5))
        #expect(try store.board().services.allSatisfy { $0.pause?.isRollBack == true })
        let told = try store.events(since: Night.start).map { "\($0.kind) \($0.before ?? "?") → \($0.after ?? "?")" }
        #expect(
            told == [
                "paused running → paused", "rollBack paused → rolled back", "paused rolled back → paused",
                "annotated ? → ?", "resumed rolled back → running", "rollBack running → rolled back",
            ])
    }

    @Test(arguments: StoreMaker.all)
    func `what an order asks for is kept and told`(_ maker: StoreMaker) throws {
        let place = try Place()
        let store = try maker.open(place)
        let terms = OrderTerms(
            percent: 12.5, overrides: [.targets, .capacity], lookAgain: Night.start + 1800,
            found: [WeightReading(type: "A", old: 90, new: 10, ttl: 60)], pace: .inSteps, byItself: true)
        let order = Order(kind: .advance, service: "api", actor: "mika@desk", at: Night.start, terms: terms)
        _ = try store.post(order)
        _ = try store.post(Order(kind: .renew, service: "api", actor: "mika@desk", at: Night.start + 1))
        #expect(try maker.open(place).orders(after: 0).map(\.terms) == [terms, OrderTerms()])
        let told = try store.events(since: Night.start)
        #expect(told.map(\.kind) == [.advance, .deadMan] && told.first?.after == "12.5 %")
        #expect(
            told.first?.evidence.hasSuffix(
                "overrides targets capacity, look again at \((Night.start + 1800).iso8601), in steps") == true)
    }

    @Test(arguments: StoreMaker.all)
    func `who lost the lease orders nothing by itself`(_ maker: StoreMaker) throws {
        let place = try Place()
        let store = try maker.open(place)
        defer { withExtendedLifetime(place) {} }
        let first = try #require(try store.claimLease(holder: "a@b:1", at: Night.start))
        let second = try #require(try store.claimLease(holder: "c@d:2", at: Night.start + 60))
        let order = Order(kind: .pause, service: "api", actor: "a@b:1", at: Night.start + 61)
        #expect(throws: StoreError.self) { try store.post(order, token: first.token) }
        #expect(try store.post(order, token: second.token).id > 0)
        #expect(try store.orders(after: 0).count == 1)
    }

    @Test(arguments: StoreMaker.all)
    func `a resume means the pause that was looked at`(_ maker: StoreMaker) throws {
        let place = try Place()
        let store = try maker.open(place)
        defer { withExtendedLifetime(place) {} }
        let pause = try store.post(Night.pause("api"))
        func resume(_ about: Int64?) throws {
            let at = Night.start + 5
            _ = try store.post(Order(kind: .resume, service: "api", actor: "mika@desk", at: at, about: about))
        }
        _ = try store.post(Order(kind: .rollBack, service: "api", actor: "ken@desk", at: Night.start + 2))
        let error = #expect(throws: StoreError.self) { try resume(pause.id) }
        guard case .overruled(_, let why) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(why == "ken@desk has ordered api back since (order 2); look again")
        #expect(try store.orders(after: 0).count == 2)
        try resume(2)
        #expect(try store.board().service("api")?.pause == nil)
        #expect(try store.events(since: Night.start).last?.evidence == "order 3")
    }

    @Test(arguments: StoreMaker.all)
    func `an advance is open until a later word`(_ maker: StoreMaker) throws {
        let place = try Place()
        let store = try maker.open(place)
        defer { withExtendedLifetime(place) {} }
        func advance() throws -> Order? {
            let board = try store.board()
            return board.service("api")?.advance
        }
        let order = try store.post(
            Order(kind: .advance, service: "api", actor: "m", at: Night.start, terms: OrderTerms(percent: 10)))
        #expect(try advance() == order)
        #expect(try store.board().service("api")?.heardAt == Night.start)
        _ = try store.post(Order(kind: .renew, service: nil, actor: "m", at: Night.start + 1))
        #expect(try advance() == order)
        _ = try store.post(
            Order(
                kind: .pause, service: "api", actor: "abreast", at: Night.start + 2, terms: OrderTerms(byItself: true)))
        #expect(try advance() == nil)
        #expect(try store.board().service("api")?.heardAt == Night.start + 1)
    }
}
