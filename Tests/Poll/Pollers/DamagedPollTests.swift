import AWS
import Fixtures
import Model
import Store
import Synchronization
import Testing

@testable import Poll

@Suite("Damaged answers on their way through the pollers")
struct DamagedPollTests {
    /// The whole configuration is polled again and again; each answer is damaged by itself.
    @Test func `end nothing, and no count beyond its bounds comes into an inventory`() async {
        let mutation = Mutex(AnswerMutation(seed: 16))
        let bodies = Dictionary(grouping: RecordedAnswer.all, by: \.operation)
        let sender = BytesSender { request throws(AWSError) in
            mutation.withLock { mutation in
                let known = bodies[request.operation] ?? [.callerIdentity]
                let recorded = known[request.body.count % known.count]
                return mutation.damaged(recorded.body)
            }
        }
        let configuration = PollFixture.configuration
        let ledger = ChangeTracker(configuration: configuration, board: nil)
        for round in 0..<150 {
            let now = PollFixture.noon + Double(round) * 60
            for poller in configuration.pollers(sender: sender, pacer: RequestPacer(interval: .zero)) {
                let answer = await poller.poll(ledger.context(at: now), deadline: .now + .seconds(10))
                guard !answer.isWaiting else { continue }
                let tick = ledger.tick(of: answer, from: poller.source, began: now, ended: now)
                for inventory in tick.inventories.map(\.inventory) {
                    let counts = [inventory.counts.desired, inventory.counts.running, inventory.counts.pending]
                    #expect(counts.allSatisfy { $0.map((0...1_000_000).contains) ?? true })
                }
            }
        }
    }
}
