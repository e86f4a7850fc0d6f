import Model
import Store
import Testing

@Suite struct EventTests {
    @Test(arguments: StoreMaker.all)
    func `what is copied from elsewhere is stored once`(_ maker: StoreMaker) throws {
        let place = try Place()
        let store = try maker.open(place)
        let token = try store.token()
        var tick = Night.tick(source: .ecs)
        tick.events = [
            Night.event(0, .ecs, evidence: "e1"), Night.event(0, .ecs, evidence: "e1"),
            Night.event(0, .ecs, service: "予約", evidence: "e1"), Night.event(0, .taskStopped, evidence: "e1"),
            Night.event(0, .ecs, service: nil, evidence: "e1"), Night.event(0, .ecs, service: nil, evidence: "e1"),
        ]
        try store.append(tick, token: token)
        try store.append(tick, token: token)
        #expect(try store.events(after: 0, limit: 100).count == 4)
    }

    @Test(arguments: StoreMaker.all)
    func `what happens again is stored again`(_ maker: StoreMaker) throws {
        let place = try Place()
        let store = try maker.open(place)
        let verdict = Night.event(0, .verdict, evidence: "p99")
        let wordless = Night.event(0, .ecs)
        try store.record([verdict, wordless])
        try store.record([verdict, wordless])
        #expect(try store.events(after: 0, limit: 100).count == 4)
    }

    @Test(arguments: StoreMaker.all)
    func `all fields come back`(_ maker: StoreMaker) throws {
        let place = try Place()
        let store = try maker.open(place)
        var event = Event(
            at: Night.start, service: "予約", side: .old, kind: .share, actor: "route 53", before: "10 %", after: "25 %",
            reason: "“because”\u{1b}[31m\n", evidence: "A api.example.com")
        try store.record([event])
        let stored = try #require(try store.events(after: 0, limit: 1).first)
        event.id = stored.id
        #expect(stored == event)
        #expect(stored.id > 0)
    }

    @Test(arguments: StoreMaker.all)
    func `readers follow by id and reports read by time`(_ maker: StoreMaker) throws {
        let place = try Place()
        let store = try maker.open(place)
        // Events copied from another source arrive late.
        try store.record([5, 1, 9, 3].map { Night.event($0, .ecs, evidence: "\($0)") })
        let all = try store.events(after: 0, limit: 100)
        #expect(all.map(\.id) == all.map(\.id).sorted())
        #expect(all.map { $0.at.seconds(since: Night.start) } == [5, 1, 9, 3])
        #expect(try store.events(after: all[1].id, limit: 1) == [all[2]])
        #expect(try store.events(after: all[3].id, limit: 10).isEmpty)
        #expect(try store.events(since: Night.start + 3).map { $0.at.seconds(since: Night.start) } == [3, 5, 9])
    }

    @Test(arguments: StoreMaker.all)
    func `a board shows the newest two hundred`(_ maker: StoreMaker) throws {
        let place = try Place()
        let store = try maker.open(place)
        try store.record((0..<250).map { Night.event(Double($0), .verdict) })
        let board = try store.board()
        #expect(board.events.count == 200)
        #expect(board.events.first?.at == Night.start + 50)
        #expect(board.events.last?.at == Night.start + 249)
        try store.record([Night.event(100.5, .ecs, evidence: "late")])
        let later = try store.board()
        #expect(later.events.count == 200)
        #expect(later.events.first?.at == Night.start + 51)
        #expect(later.events.contains { $0.evidence == "late" })
    }

    /// The metric that is worse may change. This does not restart the time of the dead man's switch.
    @Test(arguments: StoreMaker.all)
    func `a verdict is worse since it turned`(_ maker: StoreMaker) throws {
        let place = try Place()
        let store = try maker.open(place)
        func worseAt(_ offset: Double, _ state: String, of service: String = "api") throws -> Double? {
            var event = Night.event(offset, .verdict, service: service)
            event.after = state
            try store.record([event])
            return try store.board().service("api")?.worseAt?.seconds(since: Night.start)
        }
        #expect(try worseAt(5, "unsure") == nil)
        #expect(try worseAt(10, "worse") == 10)
        #expect(try worseAt(20, "pass", of: "予約") == 10)
        #expect(try worseAt(50, "worse") == 10)
        #expect(try worseAt(60, "blind") == nil)
        #expect(try worseAt(70, "worse") == 70)
    }
}
