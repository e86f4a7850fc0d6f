import Model
import Testing

/// What the verdict, the headline and the rules say of ECS's deployments.
@Suite struct `Deployments of ECS` {
    private var fixture = BoardFixture()
    private static let reason = "ECS deployment circuit breaker: tasks failed to start."

    @Test mutating func `both target groups are named where neither has a healthy target`() {
        (fixture.counts.healthy, fixture.counts.unhealthy) = (0, 0)
        fixture.counts.targetGroups = ["api-new", "api-new-alt"]
        #expect(
            fixture.verdict.reason
                == "new has no healthy target of 0 in api-new and api-new-alt, and traffic goes there")
    }

    @Test mutating func `targets that cannot be known are blind, never worse`() {
        (fixture.counts.healthy, fixture.counts.unhealthy) = (nil, nil)
        #expect(fixture.verdict.state == .blind && fixture.verdict.matter == .source(.targetHealth))
    }

    @Test mutating func `a failed deployment is in the headline with ECS's reason, and refuses a step`() {
        (fixture.counts.deploymentState, fixture.counts.deploymentTrouble) = (.failed, Self.reason)
        let board = fixture.board
        #expect(board.headline.level == .care)
        #expect(board.headline.text == "the ECS deployment on new failed")
        #expect(board.headline.beside == "; \(Self.reason)")
        #expect(board.refusals(of: board.services[0], to: 50).contains { $0.words.contains(Self.reason) })
    }

    @Test mutating func `a roll back by the circuit breaker is in the headline, too`() {
        (fixture.counts.deploymentState, fixture.counts.deploymentTrouble) = (.inProgress, Self.reason)
        #expect(fixture.board.headline.whole == "an ECS deployment on new failed; \(Self.reason)")
    }

    @Test mutating func `a service without traffic says why its deployment failed`() {
        fixture.shares = false
        (fixture.counts.deploymentState, fixture.counts.deploymentTrouble) = (.failed, Self.reason)
        #expect(fixture.verdict.state == .worse && fixture.verdict.reason.hasSuffix("; \(Self.reason)"))
    }
}
