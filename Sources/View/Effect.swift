package import Model

/// An order for the loop to put into the store.
package struct OrderRequest: Sendable, Equatable {
    package var kind: Order.Kind
    package var service: String
    package var reason: String
    /// The order that an annotation is about, where a board has shown it; else the loop knows it as the last pause posted.
    package var about: Int64?
}

/// What a key asks of the loop, beyond the next frame.
package enum Effect: Sendable, Equatable {
    case post(OrderRequest)
    /// Write the newest board to files.
    case snapshot
    /// Read a board that reaches as far back as this.
    case read(ScreenState.Window)
    case redraw
    case suspend
    case quit
}
