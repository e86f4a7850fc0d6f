import CNCurses

/// Reduces the memory of a screen that stays open all night.
package enum Footprint {
    /// Makes all threads share one heap. By default each thread would have its own, and this program has many threads
    /// with little work.
    ///
    /// Call it before other threads start. Swift's Glibc does not import `mallopt`, so this calls C.
    package static func keepSmall() { heap_use_one() }
}
