import CNCurses

/// The memory that a screen costs which is left open all night.
package enum Footprint {
    /// Has all threads share one heap: each would have one of its own, and this program has many threads that do little.
    ///
    /// To be called before other threads are there. Swift's Glibc does not offer `mallopt`, hence by way of C.
    package static func keepSmall() { heap_use_one() }
}
