import AWS
import Model
import Store
import Testing

@testable import Rollout

/// One hand at a time, whoever dies, hangs or changes their mind.
@Suite("The controller of roll backs", .serialized, .timeLimit(.minutes(2)))
struct RollBackControllerTests {
    /// Where the first holder hangs for ever.
    enum Point: String, Sendable, CaseIterable { case read, claimed, sent, readBack }

    private func hung(at point: Point) -> ScriptedRoute53 {
        let aws = ScriptedRoute53(point == .claimed ? [.hangBefore] : point == .sent ? [.hangAfter] : [])
        if point == .read { aws.hang(reads: true) }
        return aws
    }

    @Test(arguments: Point.allCases)
    func `what a dead holder left between claim, send and confirm is settled by reading`(_ point: Point) async throws {
        let night = try RollBackNight()
        let aws = hung(at: point)
        try night.order(.rollBack)
        let first = try night.controller(aws, "dead@here:1")
        let firstToken = try night.lease("dead@here:1")
        let dying = Task { await first.run(token: firstToken) }
        if point == .readBack {
            #expect(try await RollBackNight.wait { aws.sent == 1 })
            aws.hang(reads: true)
        }
        // A read back may have been over before it could be made to hang.
        let hasHung = try await RollBackNight.wait {
            if aws.isHanging { return true }
            return try night.step?.state.endsOrder == true
        }
        #expect(hasHung)
        let isOver = try !aws.isHanging && night.step?.state.endsOrder == true
        aws.hang(reads: false)

        let second = try night.controller(aws, "heir@there:2")
        let secondToken = try night.lease("heir@there:2", after: 60)
        #expect(secondToken == firstToken + 1)
        let task = Task { await second.run(token: secondToken) }
        #expect(try await RollBackNight.wait { try night.step?.state == .done })
        #expect(aws.percents == [0, 0] && aws.moved == 1)
        // The dead one was only slow: whatever it does now changes nothing.
        aws.release()
        // One that was over may have nothing more to write, by which it would learn that the lease is another's.
        if isOver { dying.cancel() }
        let end = await dying.value
        #expect(isOver || end == .fenced)
        try await Task.sleep(for: .milliseconds(30))
        task.cancel()
        #expect(await task.value == .cancelled)
        #expect(aws.percents == [0, 0] && aws.moved == 1)
        #expect(try night.step?.state == .done)
        let trail = try night.trail()
        switch point {
        case .read: #expect(aws.sent == 1)
        case .claimed: #expect(trail.contains("found not in effect by reading") && aws.sent == 2)
        case .sent: #expect(trail.contains("found in effect by reading") && aws.sent == 1)
        case .readBack: #expect(aws.sent == 1)
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `a step's request that is carried out after the roll back is undone`() async throws {
        let night = try RollBackNight(rollout: "rollout: { mode: manual, steps: [25, 50, 100], bake: 10m }")
        let aws = ScriptedRoute53([.hangBefore])
        let firstToken = try night.lease("slow@here:1")
        try night.list(aws, token: firstToken)
        try night.order(.advance, terms: OrderTerms(percent: 50, overrides: StepRule.allCases))
        let slow = try night.controller(aws, "slow@here:1")
        let sending = Task { await slow.run(token: firstToken) }
        #expect(try await RollBackNight.wait { aws.isHanging })

        // It beats no heart while it sends, and the roll back does not wait for it.
        try night.order(.rollBack)
        let second = try night.controller(aws, "quick@there:2")
        let secondToken = try night.lease("quick@there:2", after: Lease.urgentPatience + 0.1)
        #expect(secondToken == firstToken + 1)
        let task = Task { await second.run(token: secondToken) }
        #expect(try await RollBackNight.wait { aws.percents == [0, 0] })
        let rolledBack = try await RollBackNight.wait { try night.step?.state == .done }
        #expect(rolledBack)
        aws.release()
        #expect(await sending.value == .fenced)
        #expect(aws.history == [0, 50] || aws.history == [0, 50, 0])
        let isUndone = try await RollBackNight.wait { aws.percents == [0, 0] }
        #expect(isUndone && aws.history == [0, 50, 0])
        // The last look leaves a step, and no more is looked for then.
        try await Task.sleep(for: .seconds(8))
        let isOver = try await RollBackNight.wait {
            guard let step = try night.step else { return false }
            let givenUp = try night.store.givenUpSteps().first
            return step.state == .done && step.undoable(by: givenUp) == nil
        }
        let trail = try night.trail()
        #expect(isOver, "\(trail)")
        task.cancel()
        #expect(await task.value == .cancelled)
        #expect(aws.history == [0, 50, 0])
    }

    @Test func `of two that live, only the lease's holder sends`() async throws {
        let night = try RollBackNight()
        let (mine, theirs) = (ScriptedRoute53(), ScriptedRoute53())
        let old = try night.controller(theirs, "old@here:1")
        let oldToken = try night.lease("old@here:1")
        let newToken = try night.lease("new@there:2", after: 60)
        let new = try night.controller(mine, "new@there:2")
        async let oldEnd = old.run(token: oldToken)
        let task = Task { await new.run(token: newToken) }
        try night.order(.rollBack)
        #expect(try await RollBackNight.wait { try night.step?.state == .done })
        #expect(await oldEnd == .fenced)
        task.cancel()
        #expect(await task.value == .cancelled)
        #expect(theirs.sent == 0 && mine.sent == 1)
    }

    @Test func `a resume cancels what was not sent; a pause holds nothing back; the newest order counts`() async throws
    {
        let cases: [([Order.Kind], Int)] = [
            ([.pause, .rollBack], 1), ([.rollBack, .pause], 1), ([.rollBack, .resume], 0),
            ([.rollBack, .resume, .rollBack], 1), ([.rollBack, .rollBack], 1), ([.rollBack, .pause, .resume], 0),
        ]
        for (kinds, sent) in cases {
            let night = try RollBackNight()
            let aws = ScriptedRoute53()
            for kind in kinds { try night.order(kind) }
            _ = try await night.obey(aws) { sent == 0 ? true : try night.step?.state == .done }
            #expect(aws.sent == sent, "\(kinds)")
            #expect(aws.percents == (sent == 0 ? [25, 25] : [0, 0]), "\(kinds)")
        }
    }

    @Test func `a resume that comes while the weights are read is obeyed`() async throws {
        let night = try RollBackNight()
        let aws = ScriptedRoute53()
        aws.hang(reads: true)
        try night.order(.rollBack)
        let controller = try night.controller(aws, "me@here:1")
        let token = try night.lease("me@here:1")
        let task = Task { await controller.run(token: token) }
        #expect(try await RollBackNight.wait { aws.isHanging })
        try night.order(.resume)
        aws.hang(reads: false)
        aws.release()
        #expect(try await RollBackNight.wait { try night.trail() == ["not sent"] })
        task.cancel()
        _ = await task.value
        #expect(aws.sent == 0)
    }

    @Test
    func `an order for all services is one for each that has weights; one that is long past is not obeyed by surprise`()
        async throws
    {
        let night = try RollBackNight()
        let aws = ScriptedRoute53()
        try night.order(.rollBack, nil, at: RollBackNight.now - 3600)
        _ = try await night.obey(aws) { try night.step?.state == .stopped }
        #expect(aws.sent == 0)
        let last = try night.events().last?.reason
        #expect(last == "STOPPED: ordered 60 min ago and carried out by nobody; order it again")
        try night.order(.rollBack, nil)
        _ = try await night.obey(aws) { try night.step?.state == .done }
        #expect(aws.sent == 1 && aws.percents == [0, 0])
    }

    @Test func `what was ordered is carried out although the process ends at once`() async throws {
        let night = try RollBackNight()
        let aws = ScriptedRoute53()
        let controller = try night.controller(aws, "me@here:1")
        let token = try night.lease("me@here:1")
        try night.order(.rollBack)
        let task = Task { await controller.run(token: token) }
        task.cancel()
        #expect(await task.value == .cancelled)
        #expect(aws.percents == [0, 0])
        #expect(try night.step?.state == .confirmed)
        try night.store.releaseLease(token: token)
        // INSYNC is followed by whoever comes next.
        _ = try await night.obey(aws, "next@there:2") { try night.step?.state == .done }
        #expect(aws.sent == 1)
    }

    @Test func `the timeline names whom AWS takes the process for; nobody waits for that`() async throws {
        let arn = "arn:aws:sts::111122223333:assumed-role/deploy/mika"
        for hangs in [false, true] {
            let night = try RollBackNight()
            let aws = ScriptedRoute53()
            aws.name(caller: arn, hangs: hangs)
            let controller = try night.controller(aws, "me@here:1")
            let token = try night.lease("me@here:1")
            let task = Task { await controller.run(token: token) }
            try await Task.sleep(for: .milliseconds(100))
            try night.order(.rollBack)
            #expect(try await RollBackNight.wait { try night.step?.state == .done })
            task.cancel()
            aws.release()
            _ = await task.value
            let evidence = try night.events().filter { $0.kind == .weights }.map(\.evidence)
            #expect(evidence.contains { $0.hasSuffix(", as \(arn)") } != hangs, "\(evidence)")
        }
    }

    @Test
    func `from the stored order to the call passes less than a second, with a store that is slow to show a board`()
        async throws
    {
        let night = try RollBackNight()
        let aws = ScriptedRoute53()
        let injection = Injection(at: -1) { false }
        let store = InjectedStore(inner: try night.opened(), injection: injection, boardTakes: 3)
        let controller = RolloutController(
            configuration: night.configuration, store: store, sender: aws, holder: "me@here:1",
            clock: MachineClock())
        let token = try night.lease("me@here:1")
        let task = Task { await controller.run(token: token) }
        try await Task.sleep(for: .milliseconds(300))
        let began = ContinuousClock.now
        try night.order(.rollBack)
        #expect(try await RollBackNight.wait { aws.sent == 1 })
        #expect(ContinuousClock.now - began < .seconds(1))
        task.cancel()
        _ = await task.value
        #expect(aws.percents == [0, 0])
    }

    @Test(arguments: 0..<40)
    func `whatever is ordered amid whatever fails, nothing is claimed that does not stand`(_ seed: UInt64) async throws
    {
        var chance = SplitMix64(seed: seed)
        let night = try RollBackNight()
        // Fewer than those after which an order is given up.
        let faults = (0..<2).map { _ in
            [
                ScriptedRoute53.Fault.none, .timeoutBefore, .timeoutAfter, .throttled, .priorRequest, .serverAfter,
                .server,
            ]
            .randomElement(using: &chance) ?? .none
        }
        let aws = ScriptedRoute53(faults)
        let controller = try night.controller(aws, "me@here:1")
        let token = try night.lease("me@here:1")
        let task = Task { await controller.run(token: token) }
        for _ in 0..<6 {
            try night.order([.pause, .resume, .rollBack].randomElement(using: &chance) ?? .pause)
            try await Task.sleep(for: .milliseconds(Int.random(in: 0...12, using: &chance)))
        }
        try night.order(.rollBack)
        let isDone = try await RollBackNight.wait {
            let step = try night.step
            return aws.percents == [0, 0] && step?.state == .done
        }
        let trail = try night.events().map(\.reason)
        #expect(isDone, "\(trail)")
        task.cancel()
        _ = await task.value
        var standing: [String] = []
        var open = 0
        for event in try night.events() {
            switch event.kind {
            case .rollBack: standing.append(event.evidence)
            case .resumed: standing = []
            case .weights where event.reason.hasPrefix("sending"):
                #expect(standing.contains { event.evidence.hasPrefix($0) }, "\(event)")
                #expect(open == 0, "a step is claimed while another is open")
                open = 1
            case .weights
            where ["refused for now", "found", "in force", "STOPPED"].contains { event.reason.hasPrefix($0) }:
                open = 0
            // A claim that was taken back before anything was sent names its step.
            case .weights where event.reason.hasPrefix("not sent") && event.evidence.contains(", step "): open = 0
            default: break
            }
        }
        #expect(aws.moved == 1)
    }
}
