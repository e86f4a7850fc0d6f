package import Model

/// A clock that a test reads out of what it likes.
package struct TestClock: WallClock {
    private let read: @Sendable () -> Moment

    package init(_ read: @escaping @Sendable () -> Moment) { self.read = read }

    package func now() -> Moment { read() }
}
