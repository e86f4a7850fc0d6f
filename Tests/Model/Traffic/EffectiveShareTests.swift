import Model
import Testing

@Suite("What Route 53 gives now, by weights and health")
struct EffectiveShareTests {
    private static let now = Moment(milliseconds: 1_795_409_574_000)

    /// 75/25 with both sides evaluated; `new` says how many of the new side's three targets are healthy.
    private func board(
        new healthy: Int, evaluated: [Side] = [.old, .new], readAgo: Double = 10, healthAgo: Double = 10,
        failover: DNSFailover? = nil
    ) -> Board {
        func side(_ healthy: Int) -> SideBoard {
            var counts = Counts()
            counts.healthy = healthy
            counts.failoverGroups = failover.map {
                [TargetGroupHealth(name: "g", registered: 3, healthy: healthy, failover: $0)]
            }
            let members = (0..<3).map { index in
                Member(
                    id: "\(index)", state: "RUNNING", health: index < healthy ? "healthy" : "unhealthy", version: "1")
            }
            return SideBoard(
                inventory: Inventory(counts: counts, members: members),
                confirmed: [.targetHealth: Self.now - healthAgo])
        }
        let configuration = ServiceConfiguration(
            name: "api", split: .route53(zone: "example.com", name: "api.example.com", types: [], old: "o", new: "n"),
            old: SideConfiguration(targetGroups: ["old"]), new: SideConfiguration(targetGroups: ["new"]))
        let share = ShareReading(
            weights: [WeightReading(type: "A", old: 75, new: 25, ttl: 60)],
            evaluated: evaluated.isEmpty ? nil : evaluated.map { EvaluatedRecord(type: "A", side: $0) })
        let service = Service(
            configuration: configuration, share: Timed(share, readAt: Self.now - readAgo), old: side(3),
            new: side(healthy))
        return Board(
            migration: "m", region: "eu-west-1", takenAt: Self.now,
            window: Self.now.minute..<Self.now.minute, services: [service])
    }

    private func outcomes(_ board: Board) -> [SplitOutcome] { board.effectiveShares(of: board.services[0]) }

    @Test func `health changes nothing while both sides are well`() throws {
        let outcome = try #require(outcomes(board(new: 1)).first)
        #expect(outcome.effective == 25 && !outcome.differs && outcome.remark == nil)
        #expect(outcome.ifOldUnhealthy == 100 && outcome.ifNewUnhealthy == 0)
    }

    @Test func `a side without healthy targets gets nothing`() throws {
        let outcome = try #require(outcomes(board(new: 0)).first)
        #expect(outcome.effective == 0 && outcome.byWeights == 25)
        #expect(
            outcome.remark
                == "A: Route 53 gives 0 % to new, not 25 %: new counts as unhealthy: none of its 3 targets is healthy")
    }

    @Test func `a target group's own minimum of healthy targets decides`() throws {
        let few = try #require(outcomes(board(new: 1, failover: DNSFailover(count: 2, percent: nil))).first)
        #expect(few.effective == 0)
        #expect(
            few.remark?.hasSuffix("only 1 of the 3 targets of g is healthy, and its DNS failover wants 2") == true,
            "\(few.remark ?? "")")
        let off = try #require(outcomes(board(new: 0, failover: DNSFailover(count: nil, percent: nil))).first)
        #expect(off.effective == 25 && !off.differs)
    }

    @Test func `a record that nobody evaluates is given out all the same`() throws {
        #expect(outcomes(board(new: 0, evaluated: [])).isEmpty)
        let outcome = try #require(outcomes(board(new: 0, evaluated: [.old])).first)
        #expect(outcome.effective == 25 && outcome.ifNewUnhealthy == 25 && outcome.ifOldUnhealthy == 100)
    }

    @Test func `what is stale is not guessed`() throws {
        #expect(outcomes(board(new: 0, readAgo: 121)).isEmpty, "the weights")
        let outcome = try #require(outcomes(board(new: 0, healthAgo: 46)).first)
        #expect(outcome.effective == 25, "a side whose health nobody knows is taken as healthy")
    }
}
