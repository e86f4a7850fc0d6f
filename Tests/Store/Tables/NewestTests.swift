import Model
import Store
import Testing

/// What a simulation reads from the store: the orders for its world, and how far its time had come.
@Suite struct NewestTests {
    @Test(arguments: StoreMaker.all)
    func `orders are read from where one stopped`(_ maker: StoreMaker) throws {
        let place = try Place()
        let store = try maker.open(place)
        let pause = try store.post(Night.pause("api"))
        let back = try store.post(Order(kind: .rollBack, service: "api", actor: "mika@desk", at: Night.start + 9))
        #expect(try store.orders(after: 0) == [pause, back])
        #expect(try store.orders(after: pause.id) == [back])
        #expect(try store.orders(after: back.id).isEmpty)
    }

    @Test(arguments: StoreMaker.all)
    func `the newest poll outlives the lease`(_ maker: StoreMaker) throws {
        let place = try Place()
        let store = try maker.open(place)
        #expect(try store.newestPoll() == nil)
        let token = try store.token()
        #expect(try store.newestPoll() == Night.start)
        try store.append(Night.tick(30), token: token)
        #expect(try store.newestPoll() == Night.start + 30)
        _ = try store.renewLease(token: token, at: Night.start + 42)
        try store.releaseLease(token: token)
        #expect(try store.newestPoll() == Night.start + 42)
    }
}
