/// A roll back that somebody asked for: it wants the service's name typed, and is no order.
package struct Confirm: Sendable, Equatable {
    package let service: String
    package var typed = ""

    init(service: String) { self.service = service }

    /// What has to be typed: the name as the screen shows it.
    var wanted: String { Clean.text(service) }
}

/// A roll back whose service was named by hand: the only thing that a roll back's order can be made of.
package struct Confirmed: Sendable, Equatable {
    package let service: String

    /// `nil` unless exactly the name was typed.
    init?(_ confirm: Confirm) {
        guard confirm.typed == confirm.wanted else { return nil }
        service = confirm.service
    }
}
