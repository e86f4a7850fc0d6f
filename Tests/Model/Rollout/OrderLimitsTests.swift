import Model
import Testing

@Suite struct OrderLimitsTests {
    @Test func `a reason is bounded in characters and in bytes`() {
        #expect(OrderLimits.takes(reason: String(repeating: "é", count: 200)))
        #expect(!OrderLimits.takes(reason: String(repeating: "x", count: 201)))
        // One character with a thousand marks.
        #expect(!OrderLimits.takes(reason: "e" + String(repeating: "\u{301}", count: 1000)))
    }

    @Test func `an actor's name is cut between characters`() {
        #expect(OrderLimits.actor("mika@desk") == "mika@desk")
        let long = OrderLimits.actor(String(repeating: "日", count: 100) + "@desk")
        #expect(long.utf8.count <= OrderLimits.actorBytes && long.hasSuffix("日…"))
    }
}
