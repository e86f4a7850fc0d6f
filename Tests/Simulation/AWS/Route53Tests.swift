import Model
import Testing

@testable import Simulation

@Suite("Route 53's manner")
struct Route53Tests {
    private let start = Moment(milliseconds: 1_795_411_800_000)

    private func records(_ percent: Int = 10, seed: UInt64 = 1) -> SimulatedRoute53 {
        SimulatedRoute53(service: "api", ttl: 60, percent: percent, seed: seed)
    }

    /// Changes the weights at the moment, or a few seconds later when the quota is used up.
    private func change(
        _ records: inout SimulatedRoute53, to percent: Int, at moment: Moment
    ) -> SimulatedRoute53.Change? {
        for second in 0..<20 {
            if case .success(let change) = records.change(old: 100 - percent, new: percent, at: moment + Double(second))
            {
                return change
            }
        }
        return nil
    }

    @Test func `new weights are read at once and answered when the change is INSYNC`() throws {
        var records = records()
        #expect(records.reading == ShareReading(weights: [WeightReading(type: "A", old: 90, new: 10, ttl: 60)]))
        let change = try #require(change(&records, to: 25, at: start))
        #expect(records.reading.percent == 25)
        #expect(records.answered(at: change.submittedAt) == 10)
        #expect(records.answered(at: change.inSyncAt - 0.001) == 10)
        #expect(records.answered(at: change.inSyncAt) == 25)
        #expect(change.id.count == 14 && change.id.hasPrefix("C"))
    }

    @Test func `a change takes 5 to 60 s, mostly about 25 s`() throws {
        var seconds: [Double] = []
        for seed in 0..<400 {
            var records = records(seed: UInt64(seed))
            let change = try #require(change(&records, to: 25, at: start))
            seconds.append(change.inSyncAt.seconds(since: change.submittedAt))
        }
        seconds.sort()
        #expect(seconds[0] >= 5 && seconds[399] <= 60)
        #expect((23...27).contains(seconds[200]), "median \(seconds[200])")
        #expect(seconds[399] > 45, "now and then it takes longer")
    }

    @Test func `while one change is PENDING another is refused, and nothing is changed`() throws {
        var records = records()
        let first = try #require(change(&records, to: 25, at: start))
        let second = records.change(old: 50, new: 50, at: first.submittedAt + 1)
        guard case .failure(let refusal) = second, refusal != .throttled else {
            Issue.record("\(second)")
            return
        }
        #expect(refusal == .priorRequestNotComplete)
        #expect(refusal.sentence(of: "the change of zone Z1").contains("PriorRequest"))
        #expect(records.reading.percent == 25)
        #expect(change(&records, to: 50, at: first.inSyncAt) != nil)
    }

    @Test func `somebody in the console overrides what is PENDING`() throws {
        var records = records()
        let change = try #require(change(&records, to: 25, at: start))
        records.setByHand(old: 0, new: 100, at: change.submittedAt + 1)
        #expect(records.reading.percent == 100)
        #expect(records.answered(at: change.submittedAt + 2) == 10)
        #expect(records.answered(at: change.submittedAt + 62) == 100)
    }

    @Test func `a weight must fit into Route 53's bounds, and two zeros mean equal chances`() {
        var records = records()
        #expect(records.change(old: 256, new: 0, at: start) == .failure(.invalidWeight(256)))
        #expect(records.change(old: 0, new: -1, at: start) == .failure(.invalidWeight(-1)))
        records.setByHand(old: 0, new: 0, at: start)
        #expect(records.answered(at: start + 60) == 50)
        #expect(records.reading.remarks.count == 1)
        records.setByHand(old: 1, new: 255, at: start + 60)
        #expect(abs(records.answered(at: start + 120) - 99.609) < 0.001)
    }

    @Test func `the account's quota refuses few listings and some changes, the same ones each time`() {
        let quota = Route53Quota(seed: 7)
        let seconds = (0..<20_000).map { start + Double($0) }
        let listings = seconds.count { quota.refusesListing(at: $0) }
        let changes = seconds.count { quota.refusesChange(at: $0) }
        // 0.4 % and 5 % of 20,000: 80 and 1000, deviations 9 and 31.
        #expect((40...120).contains(listings), "\(listings)")
        #expect((880...1120).contains(changes), "\(changes)")
        let refused = seconds.first { quota.refusesListing(at: $0) } ?? start
        #expect(quota.refusal(ofListing: "example.com", at: refused)?.contains("Rate exceeded") == true)
        #expect(Route53Quota(seed: 7).refusesListing(at: refused))
        #expect(quota.refusal(ofListing: "example.com", at: refused) != nil)
    }
}
