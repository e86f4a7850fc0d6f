/// One side of one service, by the service's name.
package struct ServiceSide: Hashable, Sendable {
    package var service: String
    package var side: Side

    package init(service: String, side: Side) {
        self.service = service
        self.side = side
    }
}
