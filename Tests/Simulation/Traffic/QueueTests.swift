import Model
import Testing

@testable import Simulation

/// The queue of a worker.
@Suite struct QueueTests {
    /// A whole quarter of an hour since the epoch.
    private static let start = Moment(milliseconds: 1_790_000_100_000)

    private static func queue(jobs: Double, cronJobs: Double = 0, seed: UInt64 = 1) -> SimulatedQueue {
        SimulatedQueue(
            QueueModel(name: "mail", jobs: jobs, cronJobs: cronJobs, cronEvery: 900), service: "worker", seed: seed)
    }

    /// Steps through `seconds`, and returns what was done.
    private static func run(
        _ queue: inout SimulatedQueue, from: Double = 0, seconds: Double, capacity: Sides<Double>, cronSides: Int = 1,
        look: (SimulatedQueue) -> Void = { _ in }
    ) -> Sides<Int> {
        var done = Sides(old: 0, new: 0)
        for step in 0..<Int(seconds / 5) {
            let now = start + from + Double(step) * 5
            let some = queue.step(at: now, seconds: 5, capacity: capacity, cronSides: cronSides)
            done.old += some.old
            done.new += some.new
            look(queue)
        }
        return done
    }

    @Test func `no job is lost or done twice`() {
        for seed in 1...20 {
            var queue = Self.queue(jobs: 300, cronJobs: 700, seed: UInt64(seed))
            let done = Self.run(&queue, seconds: 7200, capacity: Sides(old: 250, new: 120))
            let reading = queue.reading
            #expect(queue.received == done.old + done.new + reading.visible + reading.inFlight)
            #expect(queue.received > 30_000)
        }
    }

    @Test func `jobs arrive at their rate`() {
        var received = 0
        for seed in 1...20 {
            var queue = Self.queue(jobs: 90, seed: UInt64(seed))
            _ = Self.run(&queue, seconds: 3600, capacity: Sides(old: 200, new: 200))
            received += queue.received
        }
        // 108 000 expected, their deviation is 329; four of them.
        #expect(abs(received - 108_000) < 1315)
    }

    @Test func `both sides eat in proportion`() {
        var queue = Self.queue(jobs: 600)
        let done = Self.run(&queue, seconds: 7200, capacity: Sides(old: 600, new: 200))
        let share = Double(done.new) / Double(done.old + done.new)
        // A quarter of 72 000 jobs: one standard deviation is 0.0016.
        #expect(abs(share - 0.25) < 0.0065)
        #expect(queue.age <= 10)
        var alone = Self.queue(jobs: 600)
        #expect(Self.run(&alone, seconds: 600, capacity: Sides(old: 0, new: 900)).old == 0)
    }

    @Test func `the oldest job ages while nobody eats`() {
        var queue = Self.queue(jobs: 600)
        _ = Self.run(&queue, seconds: 600, capacity: Sides(old: 0, new: 0))
        #expect(queue.age == 600 && queue.reading.inFlight == 0)
        #expect(queue.reading.visible == queue.received)
        // Twice as much is done as comes: the ten minutes are made up for in ten, first in, first out.
        var last = queue.age
        _ = Self.run(&queue, from: 600, seconds: 540, capacity: Sides(old: 800, new: 400)) { queue in
            #expect(queue.age <= last + 5)
            last = queue.age
        }
        #expect(queue.age > 20)
        _ = Self.run(&queue, from: 1140, seconds: 240, capacity: Sides(old: 800, new: 400))
        #expect(queue.age <= 10)
    }

    @Test func `with too few to eat the queue grows by the difference`() {
        var queue = Self.queue(jobs: 400)
        let done = Self.run(&queue, seconds: 3600, capacity: Sides(old: 200, new: 100))
        // What was taken in the last step is not done yet.
        #expect(done.old + done.new == 300 * 60 - 25)
        // The hour's arrivals scatter by √24 000.
        #expect(abs(queue.reading.visible - 6000) < 620)
        // A quarter of the hour's jobs wait, the oldest of which came after three quarters of it.
        #expect(abs(queue.age - 900) < 100)
    }

    @Test func `periodic runs come together and twice from both sides`() {
        for (sides, batch) in [(1, 500), (2, 1000)] {
            var queue = Self.queue(jobs: 0, cronJobs: 500)
            var peaks: [Int] = []
            var before = 0
            _ = Self.run(&queue, seconds: 3600, capacity: Sides(old: 300, new: 300), cronSides: sides) { queue in
                if queue.received > before { peaks.append(queue.received - before) }
                before = queue.received
            }
            #expect(peaks == [batch, batch, batch, batch])
        }
        // Not aligned to the start but to the epoch: within the second quarter only its beginning counts.
        var late = Self.queue(jobs: 0, cronJobs: 500)
        _ = Self.run(&late, from: 5, seconds: 890, capacity: Sides(old: 0, new: 0))
        #expect(late.received == 0)
        _ = Self.run(&late, from: 895, seconds: 10, capacity: Sides(old: 0, new: 0))
        #expect(late.received == 500)
    }

    @Test func `the same seed gives the same queue`() {
        func life(_ seed: UInt64) -> [Double] {
            var queue = Self.queue(jobs: 300, cronJobs: 50, seed: seed)
            var seen: [Double] = []
            _ = Self.run(&queue, seconds: 3600, capacity: Sides(old: 200, new: 120)) {
                seen += [$0.age, Double($0.reading.visible), Double($0.reading.inFlight)]
            }
            return seen
        }
        #expect(life(5) == life(5))
        #expect(life(5) != life(6))
    }
}
