import Model
import Testing

@Suite struct StepSharesTests {
    private func service(_ steps: [Double], _ weights: WeightPair) -> Service {
        let configuration = ServiceConfiguration(
            name: "api", split: .route53(zone: "Z", name: "api.example.com", types: [], old: "ec2", new: "ecs"),
            old: SideConfiguration(), new: SideConfiguration(),
            rollout: RolloutPlan(mode: .manual, steps: steps))
        var service = Service(configuration: configuration)
        let reading = WeightReading(type: "A", old: weights.old, new: weights.new, ttl: 60)
        service.share = Timed(ShareReading(weights: [reading]), readAt: Moment(seconds: 0))
        return service
    }

    private func progress(_ steps: [Double], _ old: Int, _ new: Int) -> RolloutProgress {
        service(steps, WeightPair(old: old, new: new)).progress(at: Moment(seconds: 9))
    }

    @Test func `no step below 1 % is left out`() {
        #expect(progress([0.1, 5, 100], 100, 0).next == 0.1)
        #expect(progress([0.5, 5], 100, 0).next == 0.5)
        let there = progress([0.1, 5, 100], 255, 1)
        #expect(there.step == 1 && there.next == 5)
    }

    @Test func `steps with the same weights are one`() {
        #expect(progress([0.1, 0.2, 1], 100, 0).next == 0.1)
        #expect(progress([0.1, 0.2, 1], 255, 1).next == 1)
    }

    @Test func `steps half a point apart are two`() {
        let first = progress([1, 1.5, 5], 99, 1)
        #expect(first.step == 1 && first.next == 1.5)
        #expect(progress([1, 1.5, 5], 197, 3).step == 2)
    }

    @Test func `whole weights may miss a step by half a point`() {
        #expect(progress([1, 25, 50], 191, 64).step == 2)
        #expect(progress([1, 25, 50], 70, 30).step == nil)
    }

    @Test func `the least weight is not 0`() {
        let plan = service([1, 5], WeightPair(old: 255, new: 1))
        #expect(plan.progress(at: Moment(seconds: 9)).next == 1)
        #expect(plan.configuration.stepTolerance(at: 0) < 100.0 / 256)
    }
}
