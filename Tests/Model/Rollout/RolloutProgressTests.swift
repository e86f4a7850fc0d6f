import Testing

@testable import Model

/// Where a rollout of four steps stands: 10, 25, 50, 100 %, each baked for ten minutes, weights with a TTL of 60 s.
@Suite struct RolloutProgressTests {
    private let now = BoardFixture.now

    private func weights(_ percent: Int) -> [WeightReading] {
        [WeightReading(type: "A", old: 100 - percent, new: percent, ttl: 60)]
    }

    private func service(
        _ percent: Int, mode: RolloutPlan.Mode = .manual, _ change: (inout Service) -> Void = { _ in }
    ) -> Service {
        var service = BoardFixture().service
        service.configuration.rollout = RolloutPlan(mode: mode, steps: [10, 25, 50, 100], bakes: [600])
        service.share = Timed(ShareReading(weights: weights(percent)), readAt: now - 5)
        change(&service)
        return service
    }

    private func step(
        _ percent: Int, from: Int = 0, _ state: WeightStep.State, ago: Double, inSync: Double? = nil
    ) -> WeightStep {
        WeightStep(
            id: 1, order: 1, service: "api", isRollBack: false, percent: Double(percent), before: weights(from),
            after: weights(percent), state: state, change: "C1", at: now - ago, inSyncAt: inSync.map { now - $0 })
    }

    private func made(_ step: WeightStep) -> (inout Service) -> Void {
        { service in
            service.step = step
            if !step.state.isOpen { service.effectiveStep = step }
        }
    }

    @Test func `before the first step it is idle`() {
        let progress = service(0).progress(at: now)
        #expect(progress.phase == .idle && progress.intended == 0 && progress.next == 10)
        #expect(progress.step == nil && progress.steps == 4 && progress.left == nil)
    }

    @Test func `a step that was claimed settles for as long as is usual`() {
        // 60 s until INSYNC as a rule, and 60 s of TTL, from 20 s ago on.
        let progress = service(0, made(step(10, .accepted, ago: 20))).progress(at: now)
        #expect(progress.phase == .settling && progress.left == 100 && progress.intended == 10)
    }

    @Test func `from INSYNC on only the copies are waited for`() {
        let pending = service(10, made(step(10, .confirmed, ago: 50))).progress(at: now)
        #expect(pending.phase == .settling && pending.left == 70)
        let inSync = service(10, made(step(10, .done, ago: 50, inSync: 20))).progress(at: now)
        #expect(inSync.phase == .settling && inSync.left == 40 && inSync.step == 1 && inSync.next == 25)
    }

    @Test func `baking begins when it has settled`() {
        // INSYNC 160 s ago, settled 100 s ago, 500 s of 600 left.
        let progress = service(25, made(step(25, .done, ago: 200, inSync: 160))).progress(at: now)
        #expect(progress.phase == .baking && progress.left == 500 && progress.step == 2 && progress.intended == 25)
        let ready = service(25, made(step(25, .done, ago: 900, inSync: 660))).progress(at: now)
        #expect(ready.phase == .ready && ready.left == nil && ready.next == 50)
    }

    @Test func `the last step is done when it is baked`() {
        let baking = service(100, made(step(100, .done, ago: 200, inSync: 160))).progress(at: now)
        #expect(baking.phase == .baking && baking.next == nil)
        #expect(service(100, made(step(100, .done, ago: 900, inSync: 700))).phase(at: now) == .done)
    }

    @Test func `a forward settles at once`() {
        var forward = step(10, .done, ago: 1, inSync: 1)
        forward.change = nil
        forward.after = [WeightReading(type: "forward", old: 90, new: 10, ttl: 0)]
        let service = service(10) {
            $0.share?.value.weights = forward.after
            ($0.step, $0.effectiveStep) = (forward, forward)
        }
        #expect(service.phase(at: now) == .baking && service.settlingLeft(at: now) == 0)
    }

    @Test func `weights that somebody else set are seen`() {
        let made = made(step(25, .done, ago: 900, inSync: 860))
        #expect(!service(25, made).isChangedOutside)
        let changed = service(10) {
            made(&$0)
            $0.shareChangedAt = now - 30
        }
        #expect(changed.isChangedOutside && changed.progress(at: now).isChangedOutside)
        // It settles from the moment at which it was seen, and the plan still means 25.
        #expect(changed.phase(at: now) == .settling && changed.progress(at: now).intended == 25)
        // A listing from before the step says nothing.
        let old = service(10) {
            made(&$0)
            $0.share?.readAt = now - 901
        }
        #expect(!old.isChangedOutside)
        // And while a step is not settled, nobody knows what should stand.
        let open = service(10) {
            made(&$0)
            $0.step = step(50, from: 25, .claimed, ago: 2)
        }
        #expect(!open.isChangedOutside)
    }

    @Test func `a roll back moves until it has settled where it is to rest`() {
        func rolled(_ percent: Int, to rest: Double?, _ change: (inout Service) -> Void = { _ in }) -> RolloutProgress {
            service(percent) {
                $0.pause = Pause(
                    order: 2, by: "mika@desk", at: now - 9, reason: "", ofAll: false, isRollBack: true,
                    terms: OrderTerms(percent: rest))
                change(&$0)
            }.progress(at: now)
        }
        #expect(rolled(25, to: nil).phase == .rollingBack && rolled(25, to: nil).intended == 0)
        #expect(rolled(10, to: 10).phase == .paused && rolled(25, to: 10).phase == .rollingBack)
        let settling = rolled(0, to: nil, made(step(0, .done, ago: 30, inSync: 20)))
        #expect(settling.phase == .rollingBack && settling.left == 40)
        #expect(rolled(0, to: nil).phase == .paused)
    }

    /// Nobody brings back what came after the roll back had come to rest, so it is not called on its way.
    @Test func `weights that go up after a roll back are changed outside`() {
        let back = WeightStep(
            id: 2, order: 2, service: "api", isRollBack: true, percent: 0, before: weights(25), after: weights(0),
            state: .done, at: now - 300, inSyncAt: now - 260)
        var board = BoardFixture().board
        board.services[0] = service(60) {
            $0.pause = Pause(order: 2, by: "mika@desk", at: now - 310, reason: "", ofAll: false, isRollBack: true)
            ($0.step, $0.effectiveStep) = (back, back)
        }
        let service = board.services[0]
        #expect(service.hasRolledBack && service.isChangedOutside && service.phase(at: now) == .paused)
        let by = "rolled back by mika@desk"
        #expect(service.pause?.sentence(of: service) == "\(by); CHANGED BY HAND since: 60 % on new now")
        // One record type is enough: its clients go to new.
        let aaaa = WeightReading(type: "AAAA", old: 50, new: 50, ttl: 60)
        board.services[0].share = Timed(ShareReading(weights: weights(0) + [aaaa]), readAt: now - 5)
        let uneven = board.services[0]
        #expect(uneven.share?.value.highest == 50 && uneven.phase(at: now) == .paused)
        #expect(uneven.pause?.sentence(of: uneven) == "\(by); CHANGED BY HAND since: 50 % on new now")
        board.services[0].share = Timed(ShareReading(weights: weights(0)), readAt: now - 5)
        let resting = board.services[0]
        #expect(resting.pause?.sentence(of: resting) == "\(by); all weight back on old")
    }

    @Test func `a roll back that was given up is not on its way`() {
        var board = BoardFixture().board
        board.services[0] = service(25) {
            $0.pause = Pause(order: 2, by: "mika@desk", at: now - 9, reason: "", ofAll: false, isRollBack: true)
            $0.step = WeightStep(
                id: 2, order: 2, service: "api", isRollBack: true, percent: 0, state: .stopped, at: now - 8)
        }
        #expect(board.services[0].hasRollBackFailed)
        #expect(board.services[0].phase(at: now) == .paused)
        #expect(board.headline.level == .hold)
        #expect(board.headline.text.hasPrefix("the roll back FAILED, nobody tries it any more: 25 % still on new"))
        // Ordered again, it is on its way again.
        board.services[0].pause?.order = 3
        #expect(!board.services[0].hasRollBackFailed && board.services[0].phase(at: now) == .rollingBack)
    }

    @Test func `a share beside the plan is baked like the step below it`() {
        func beside(_ ago: Double) -> RolloutProgress {
            service(40, made(step(40, .done, ago: ago, inSync: ago))).progress(at: now)
        }
        #expect(beside(160).phase == .baking && beside(160).left == 500)
        #expect(beside(700).phase == .ready && beside(700).next == 50 && beside(700).step == nil)
    }

    @Test func `who only observes sees the plan in the weights`() {
        let seen = service(25, mode: .observe) { $0.shareChangedAt = now - 180 }.progress(at: now)
        #expect(seen.phase == .baking && seen.left == 540 && seen.intended == 25)
        #expect(service(33, mode: .observe).progress(at: now).intended == nil)
        #expect(service(33, mode: .observe).progress(at: now).next == 50)
        // Nobody saw the weights change: how long they have stood is not known.
        #expect(service(25, mode: .observe).phase(at: now) == .ready)
    }

    @Test func `without a plan there is nothing intended`() {
        var service = service(25)
        service.configuration.rollout = nil
        let progress = service.progress(at: now)
        #expect(progress.phase == .baking && progress.intended == nil && progress.next == nil && progress.steps == 0)
        #expect(!service.isSteered)
    }
}
