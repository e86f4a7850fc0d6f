import Testing

@testable import Model

/// What old would get if everything came back: 9000 requests a minute on old and 1000 on new, beside eight targets.
@Suite struct RollbackCapacityTests {
    /// - Parameter hosts: Healthy targets a minute, the newest first, as CloudWatch tells them.
    private func capacity(
        targets: Int? = 8, hosts: [Double?] = Array(repeating: 8, count: 30),
        _ change: (inout BoardFixture) -> Void = { _ in }
    ) -> RollbackCapacity {
        var fixture = BoardFixture()
        fixture.old[.healthyHosts] = hosts
        change(&fixture)
        var board = fixture.board
        board.services[0].old.confirmed = [:]
        if let targets {
            var counts = Counts()
            (counts.healthy, counts.desired, counts.running) = (targets, targets, targets)
            board.services[0].old.inventory = Inventory(counts: counts)
            board.services[0].old.confirmed = [
                .targetHealth: fixture.at - 4, .autoScaling: fixture.at - 4,
            ]
        }
        return RollbackCapacity(of: board.services[0], board: board)
    }

    @Test func `each gets a share of everything`() {
        let capacity = capacity()
        #expect(capacity.load == 10_000 && capacity.each == 1250)
        #expect(capacity.peak?.requests == 9000.0 / 8)
        #expect(capacity.times == 1.1 && capacity.answer == .tight)
        #expect(capacity.percent.map { ($0 * 100).rounded() } == 9000)
    }

    private static let answers: [(Int, RollbackCapacity.Answer)] = [
        (10, .fits), (9, .fits), (8, .tight), (7, .tight), (6, .unsafe), (0, .unsafe),
    ]

    @Test(arguments: answers)
    func `fewer targets take less`(targets: Int, answer: RollbackCapacity.Answer) {
        #expect(capacity(targets: targets).answer == answer)
    }

    /// A minute that leaps may be an accident; two in a row that are off by a quarter are none.
    @Test func `a leap counts after two minutes`() {
        func load(_ newest: [Double]) -> Double? {
            capacity {
                $0.old[.requests] = newest + Array(repeating: 9000, count: 30 - newest.count)
            }.load
        }
        #expect(load([29_000]) == 10_000)
        #expect(load([29_000, 27_000]) == 28_000)
        #expect(load([11_000, 11_400]) == 10_000, "a fifth is no leap")
        #expect(load([4000, 5000]) == 6000)
        #expect(load([4000, 29_000]) == 10_000)
    }

    /// Eight would carry 1.1 times their record. They serve nine of ten requests now.
    @Test func `the CPU says whether the reserve is there`() {
        func answer(_ percent: Double, old: Double = 9000) -> RollbackCapacity.Answer {
            capacity {
                $0.old[.cpu] = Array(repeating: percent, count: 30)
                $0.old[.requests] = Array(repeating: old, count: 10) + Array(repeating: 9000, count: 20)
                $0.new[.requests] = Array(repeating: 10_000 - old, count: 30)
            }.answer
        }
        #expect(answer(89) == .tight && answer(91) == .unsafe)
        #expect(answer(49, old: 5000) == .tight && answer(51, old: 5000) == .unsafe)
        #expect(answer(90, old: 3000) == .tight, "from so few requests nothing can be said")
    }

    @Test func `a fleet that shrank is measured by what each carried before`() {
        // 600 each with eight; then half of the traffic and half of the fleet went.
        let capacity = capacity(targets: 4, hosts: Array(repeating: 4, count: 10) + Array(repeating: 8, count: 20)) {
            $0.old[.requests] = Array(repeating: 2400, count: 10) + Array(repeating: 4800, count: 20)
            $0.new[.requests] = Array(repeating: 2400, count: 30)
        }
        #expect(capacity.peak?.requests == 600 && capacity.each == 1200 && capacity.times == 2)
        #expect(capacity.answer == .unsafe && capacity.percent == 50)
    }

    @Test func `what it broke down under it has not carried`() {
        func peak(_ change: (inout BoardFixture) -> Void) -> Double? {
            capacity(hosts: Array(repeating: 8, count: 30)) {
                $0.old[.requests]?[20] = 24_000
                change(&$0)
            }.peak?.requests
        }
        #expect(peak { _ in } == 3000)
        #expect(peak { $0.old[.target5xx]?[20] = 2400 } == 1125)
        #expect(peak { $0.old[.target5xx]?[20] = nil } == 1125, "errors that are not known")
        #expect(
            peak {
                $0.limits.p99 = 500
                $0.old[.p99]?[20] = 2000
            } == 1125)
    }

    @Test func `a target that was away for a moment does not flatter the others`() {
        var hosts: [Double?] = Array(repeating: 8, count: 30)
        hosts[12] = 1
        hosts[13] = 0
        #expect(capacity(hosts: hosts).peak?.requests == 1125)
    }

    @Test func `what is not known is not guessed`() {
        #expect(capacity(targets: nil).answer == .unknown && capacity(targets: nil).percent == nil)
        #expect(capacity(hosts: []).answer == .unknown && capacity(hosts: []).each == 1250)
        let silent = capacity { $0.at = BoardFixture.now + 900 }
        #expect(silent.load == nil && silent.answer == .unknown && silent.each == nil)
        let never = capacity { $0.new[.requests] = [] }
        #expect(never.load == nil)
        let quiet = capacity {
            $0.old[.requests] = Array(repeating: 0, count: 30)
            $0.new[.requests] = Array(repeating: 0, count: 30)
        }
        #expect(quiet.load == 0 && quiet.answer == .fits && quiet.percent == nil)
    }
}
