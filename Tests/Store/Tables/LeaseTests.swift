import Dispatch
import Model
import Store
import Synchronization
import Testing

@Suite struct LeaseTests {
    @Test(arguments: StoreMaker.all)
    func `one holds it and another waits for its silence`(_ maker: StoreMaker) throws {
        let place = try Place()
        let (one, other) = (try maker.open(place), try maker.open(place))
        let first = try #require(try one.claimLease(holder: "one", at: Night.start))
        #expect(try other.claimLease(holder: "other", at: Night.start + 1) == nil)
        #expect(try one.renewLease(token: first.token, at: Night.start + 3))
        #expect(try other.claimLease(holder: "other", at: Night.start + 3 + Lease.patience) == nil)
        let second = try #require(try other.claimLease(holder: "other", at: Night.start + 3.1 + Lease.patience))
        #expect(second.token == first.token + 1)
        #expect(second.holder == "other")
        #expect(try one.renewLease(token: first.token, at: Night.start + 14) == false)
        #expect(try one.claimLease(holder: "one", at: Night.start + 14) == nil)
    }

    @Test(arguments: StoreMaker.all)
    func `who does not hear a roll back loses it`(_ maker: StoreMaker) throws {
        let place = try Place()
        let (one, other) = (try maker.open(place), try maker.open(place))
        let first = try #require(try one.claimLease(holder: "one", at: Night.start))
        // A pause moves nothing and is not urgent.
        _ = try other.post(Night.pause("api", 1))
        #expect(try other.claimLease(holder: "other", at: Night.start + 3) == nil)
        func rollBack(_ seconds: Double) throws {
            let at = Night.start + seconds
            _ = try other.post(Order(kind: .rollBack, service: "api", actor: "ken@desk", at: at))
        }
        try rollBack(4)
        #expect(try other.claimLease(holder: "other", at: Night.start + 4.6) == nil)
        #expect(try one.renewLease(token: first.token, at: Night.start + 4.6))
        #expect(try other.claimLease(holder: "other", at: Night.start + 6) == nil)
        try rollBack(6)
        let second = try #require(try other.claimLease(holder: "other", at: Night.start + 6 + Lease.urgentPatience))
        #expect(second.token == first.token + 1)
        #expect(try one.renewLease(token: first.token, at: Night.start + 7) == false)
    }

    /// A process that only polls once cannot replace a holder who is slow to obey.
    @Test(arguments: StoreMaker.all)
    func `who obeys no roll back takes it from nobody`(_ maker: StoreMaker) throws {
        let place = try Place()
        let (one, other) = (try maker.open(place), try maker.open(place))
        _ = try #require(try one.claimLease(holder: "one", at: Night.start))
        _ = try other.post(Order(kind: .rollBack, service: "api", actor: "ken@desk", at: Night.start + 1))
        #expect(try other.claimLease(holder: "other", at: Night.start + 3, obeys: false) == nil)
        #expect(try other.claimLease(holder: "other", at: Night.start + 3, obeys: true) != nil)
    }

    @Test(arguments: StoreMaker.all)
    func `its holder may claim it again`(_ maker: StoreMaker) throws {
        let place = try Place()
        let store = try maker.open(place)
        let first = try #require(try store.claimLease(holder: "one", at: Night.start))
        let again = try #require(try store.claimLease(holder: "one", at: Night.start + 5))
        #expect(again == Lease(holder: "one", token: first.token, since: Night.start, heartbeat: Night.start + 5))
        #expect(try store.board().lease == again)
    }

    @Test(arguments: StoreMaker.all)
    func `once given back it is free at once and the token still rises`(_ maker: StoreMaker) throws {
        let place = try Place()
        let store = try maker.open(place)
        let first = try store.token("one")
        try store.releaseLease(token: first)
        #expect(try store.board().lease == nil)
        #expect(try store.renewLease(token: first, at: Night.start) == false)
        #expect(throws: StoreError.self) { try store.append(Night.tick(), token: first) }
        let second = try store.token("other")
        #expect(second == first + 1)
        try store.releaseLease(token: first)
        #expect(try store.renewLease(token: second, at: Night.start))
    }

    @Test(arguments: StoreMaker.all)
    func `a write that comes too late is refused`(_ maker: StoreMaker) throws {
        let place = try Place()
        let (one, other) = (try maker.open(place), try maker.open(place))
        let first = try one.token("one")
        let second = try other.token("other", at: Night.start + 60)
        var late = Night.samples(61, [Night.sample(-1, 1)])
        late.events = [Night.event(0, .ecs, evidence: "late")]
        let error = #expect(throws: StoreError.self) { try one.append(late, token: first) }
        guard case .fenced(_, token: first) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        let board = try other.board()
        #expect(board.measured(-1) == nil && board.events.isEmpty && board.readings.isEmpty)
        try other.append(late, token: second)
        #expect(try other.board().measured(-1)?.value == 1)
    }

    @Test(arguments: StoreMaker.all)
    func `a clock that was set back neither steals nor blocks`(_ maker: StoreMaker) throws {
        let place = try Place()
        let store = try maker.open(place)
        let token = try store.token("one", at: Night.start + 3600)
        // The clock is set back by an hour. The next heartbeat shows whether "one" still lives.
        #expect(try store.claimLease(holder: "other", at: Night.start) == nil)
        #expect(try store.renewLease(token: token, at: Night.start + 3))
        #expect(try store.claimLease(holder: "other", at: Night.start + 11) == nil)
        #expect(try store.claimLease(holder: "other", at: Night.start + 14) != nil)
    }

    @Test(arguments: StoreMaker.all)
    func `a holder that died before the clock was set back blocks nobody for long`(_ maker: StoreMaker) throws {
        let place = try Place()
        let store = try maker.open(place)
        _ = try store.token("one", at: Night.start + 3600)
        #expect(try store.claimLease(holder: "other", at: Night.start) == nil)
        #expect(try store.claimLease(holder: "other", at: Night.start + Lease.patience) == nil)
        #expect(try store.claimLease(holder: "other", at: Night.start + Lease.patience + 0.1) != nil)
    }

    @Test(arguments: StoreMaker.all)
    func `of many that race one wins`(_ maker: StoreMaker) throws {
        let place = try Place()
        let stores = try (0..<4).map { _ in try maker.open(place) }
        for round in 0..<20 {
            let winners = Mutex<[Lease]>([])
            DispatchQueue.concurrentPerform(iterations: stores.count) { index in
                let at = Night.start + Double(round) * 60
                let lease = try? stores[index].claimLease(holder: "round \(round), \(index)", at: at)
                if let lease { winners.withLock { $0.append(lease) } }
            }
            #expect(winners.withLock { $0.map(\.token) } == [Int64(round + 1)])
        }
    }
}
