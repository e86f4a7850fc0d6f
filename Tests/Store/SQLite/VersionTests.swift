import Model
import Store
import Testing

@Suite struct VersionTests {
    @Test(arguments: StoreMaker.all)
    func `it moves with every commit of anyone and only then`(_ maker: StoreMaker) throws {
        let place = try Place()
        let (one, other) = (try maker.open(place), try maker.open(place))
        let token = try one.token()
        var seen = (one: try one.version(), other: try other.version())
        func expectMove(_ what: String, moved: Bool = true) throws {
            let now = (one: try one.version(), other: try other.version())
            #expect((now.one != seen.one) == moved, "\(what), seen by itself")
            #expect((now.other != seen.other) == moved, "\(what), seen by the other")
            seen = now
        }
        try expectMove("nothing", moved: false)
        try one.append(Night.samples(0, [Night.sample(-1, 1)]), token: token)
        try expectMove("a tick")
        _ = try other.post(Night.pause("api"))
        try expectMove("an order of the other")
        _ = try one.board()
        _ = try other.board()
        try expectMove("reading", moved: false)
        try one.record([Night.event(0, .verdict)])
        _ = try one.board()
        _ = try other.board()
        try expectMove("an event, with a board read before the version")
        #expect(try other.claimLease(holder: "other", at: Night.start) == nil)
        try expectMove("a claim in vain", moved: false)
    }
}
