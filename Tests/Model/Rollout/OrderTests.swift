import Model
import Testing

@Suite struct OrderTests {
    private func order(_ id: Int64, _ kind: Order.Kind, _ service: String?, about: Int64? = nil) -> Order {
        Order(
            id: id, kind: kind, service: service, actor: "actor \(id)", at: Moment(seconds: Double(id)),
            reason: "reason \(id)", about: about)
    }

    @Test func `a roll back takes the place of a pause and of an earlier roll back`() {
        var orders = [order(1, .pause, "api"), order(2, .rollBack, "api")]
        let second = Pause.holding("api", orders: orders)
        #expect(second?.order == 2 && second?.by == "actor 2" && second?.isRollBack == true)
        orders.append(order(3, .rollBack, nil))
        #expect(Pause.holding("api", orders: orders)?.order == 3)
        #expect(Pause.holding("api", orders: orders)?.ofAll == true)
        #expect(Pause.holding("web", orders: orders)?.isRollBack == true)
    }

    @Test func `a pause leaves a roll back in place and a resume ends it`() {
        var orders = [order(1, .rollBack, "api"), order(2, .pause, nil), order(3, .annotate, "api", about: 1)]
        let held = Pause.holding("api", orders: orders)
        #expect(held?.order == 1 && held?.isRollBack == true && held?.reason == "reason 3")
        #expect(Pause.holding("web", orders: orders)?.isRollBack == false)
        orders.append(order(4, .resume, "api"))
        #expect(Pause.holding("api", orders: orders) == nil)
    }
}
