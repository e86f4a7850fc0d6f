import AWS
import Fixtures
import Model
import Store
import Testing

@testable import Rollout

/// A controller carries out an order only where it means what the controller moves.
@Suite("What an order means")
struct OrderTargetTests {
    private func order(
        _ night: RollBackNight, _ identity: MigrationIdentity, _ kind: Order.Kind = .rollBack
    ) throws {
        _ = try night.store.post(
            Order(kind: kind, service: "api", actor: "ken@desk", at: RollBackNight.now, identity: identity))
    }

    private func other(_ night: RollBackNight) -> MigrationIdentity {
        var configuration = night.configuration
        configuration.file = "stg.yaml"
        if case .route53(let zone, let name, let types, let old, let new) = configuration.services[0].split {
            configuration.services[0].split = .route53(
                zone: zone, name: "stg-\(name)", types: types, old: old, new: new)
        }
        return configuration.identity()
    }

    @Test func `its own order is carried out`() async throws {
        let (night, aws) = (try RollBackNight(), ScriptedRoute53())
        try order(night, night.configuration.identity())
        _ = try await night.obey(aws) { try night.step?.state.endsOrder == true }
        #expect(aws.percents == [0, 0])
    }

    @Test func `another record's order ends without a change, and both are named`() async throws {
        let (night, aws) = (try RollBackNight(), ScriptedRoute53())
        let before = aws.percents
        try order(night, other(night))
        _ = try await night.obey(aws) { try night.step?.state == .stopped }
        #expect(aws.percents == before && aws.sent == 0)
        let event = try #require(try night.events().last { $0.kind == .weights })
        #expect(event.reason.hasPrefix("STOPPED: nothing was sent: the order means record stg-"), "\(event)")
        #expect(event.reason.contains("and this process moves record "))
    }

    @Test func `an order of another account waits for this process to know its own, and ends`() async throws {
        let night = try RollBackNight()
        let aws = ScriptedRoute53()
        let before = aws.percents
        aws.name(caller: "arn:aws:sts::111122223333:assumed-role/deploy/mika")
        try order(night, night.configuration.identity(account: "444455556666"))
        _ = try await night.obey(aws) { try night.step?.state == .stopped }
        #expect(aws.percents == before && aws.sent == 0)
        #expect(
            try night.events().contains { $0.reason.contains("account …6666") && $0.reason.contains("account …3333") })
    }

    @Test func `a step that was claimed for another record is not read back as this one's`() async throws {
        let (night, aws) = (try RollBackNight(), ScriptedRoute53())
        let before = aws.percents
        try order(night, other(night))
        let token = try night.lease("them@there:1")
        let step = WeightStep(
            order: 1, service: "api", isRollBack: true, percent: 0, before: [], after: [], at: RollBackNight.now)
        let event = Event(
            at: RollBackNight.now, service: "api", kind: .weights, actor: "them@there:1", evidence: "order 1")
        _ = try night.store.claim(step, telling: event, token: token)
        try night.store.releaseLease(token: token)
        _ = try await night.obey(aws) { try night.step?.state == .stopped }
        #expect(aws.percents == before && aws.sent == 0)
    }
}
