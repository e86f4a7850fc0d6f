import Fixtures
import Model
import Store
import Synchronization
import Testing

@testable import Poll

@Suite struct StoreFailuresTests {
    /// A log, and a clock that the test sets.
    private final class Night: Sendable {
        let lines = Mutex<[PollNote]>([])
        let now = Mutex(ContinuousClock.now)

        func failures() -> StoreFailures {
            StoreFailures { note in
                self.lines.withLock { $0.append(note) }
            } now: {
                self.now.withLock { $0 }
            }
        }

        func pass(_ seconds: Int) { now.withLock { $0 += .seconds(seconds) } }
        var texts: [String] { lines.withLock { $0.map(\.text) } }
    }

    private let full = StoreError.full(path: "/s")

    @Test func `the same failure is logged once a minute and its end once`() {
        let night = Night()
        let failures = night.failures()
        failures.worked()
        #expect(night.texts.isEmpty)
        for _ in 0..<119 {
            failures.failed(full)
            night.pass(1)
        }
        #expect(night.texts == [full.sentence, full.sentence])
        night.pass(1)
        failures.worked()
        failures.worked()
        #expect(night.texts.count == 3)
        #expect(night.texts.last == "the store can be written again, after 2 min; it refused 119 times")
    }

    @Test func `another failure is logged at once`() {
        let night = Night()
        let failures = night.failures()
        failures.failed(full)
        failures.failed(.readOnly(path: "/s"))
        failures.failed(full)
        #expect(night.texts == [full.sentence, StoreError.readOnly(path: "/s").sentence])
    }

    /// A disk with little room takes one write and refuses the next.
    @Test func `what comes and goes does not fill the log`() {
        let night = Night()
        let failures = night.failures()
        for _ in 0..<30 {
            failures.failed(full)
            failures.worked()
            night.pass(1)
        }
        #expect(night.texts.count == 2)
    }
}
