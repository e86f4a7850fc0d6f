import Model
import Testing

/// The plain sentence: new beside old, in the numbers of the row; no statistics.
@Suite struct `The sentence of a verdict` {
    private var fixture = BoardFixture()

    private func failing(_ newest: [Double], of all: Int = 30) -> [Double?] {
        newest + Array(repeating: 0, count: all - newest.count)
    }

    @Test mutating func `the numbers are those of the row`() {
        fixture.new[.target5xx] = failing([21, 15, 15])
        let board = fixture.board
        #expect(fixture.verdict.reason == "new fails 2.10 % of requests, old 0 %, limit 1 %")
        #expect(board.errorPercent(.new, of: board.services[0]).value == 2.1)
    }

    @Test mutating func `where the row does not show it, the sentence says of how many minutes`() {
        fixture.new[.target5xx] = failing([0, 0, 15, 15])
        #expect(fixture.verdict.state == .worse)
        #expect(fixture.verdict.reason == "new fails 0.50 % of requests, old 0 % in the last 3 min, limit 1 %")
    }

    @Test mutating func `a ratio stands there only where old has one`() {
        fixture.old[.p99] = Array(repeating: 300, count: 30)
        fixture.new[.p99] = Array(repeating: 900, count: 30)
        #expect(fixture.verdict.reason == "new is slow: p99 900 ms, old 300 ms (×3.0)")
        #expect(fixture.verdict.proof == 1)
        #expect(fixture.verdict.detail.contains("evidence") || fixture.verdict.detail.contains("× old"))
    }

    @Test mutating func `both sides say what to look at`() {
        fixture.limits.p99 = 500
        fixture.old[.p99] = Array(repeating: 600, count: 30)
        fixture.new[.p99] = Array(repeating: 640, count: 30)
        #expect(fixture.verdict.matter == .latency(.p99, .both))
        #expect(
            fixture.verdict.reason
                == "both sides are slow: p99 640 ms on new, 600 ms on old; look at what they share")
    }

    /// As with errors: an outage of both may be clearly worse on new, and one quick minute of old is no difference.
    @Test mutating func `the limit of the p99 knows both sides`() {
        fixture.limits.p99 = 500
        fixture.old[.p99] = [510, 480, 520] + Array(repeating: 300, count: 27)
        fixture.new[.p99] = [560, 540, 530] + Array(repeating: 300, count: 27)
        #expect(fixture.verdict.matter == .latency(.p99, .both) && fixture.verdict.state == .unsure)
        fixture.new[.p99] = [900, 880, 860] + Array(repeating: 300, count: 27)
        #expect(fixture.verdict.matter == .latency(.p99, .new) && fixture.verdict.state == .worse)
    }

    @Test mutating func `one verdict has one since`() {
        fixture.new[.target5xx] = failing([21, 15, 15])
        var board = fixture.board
        let told = board.takenAt - 40
        board.services[0].worseAt = told
        #expect(board.verdict(of: board.services[0]).since == told)
        #expect(board.headline.since == told)
    }

    @Test func `numbers are written as in the row`() {
        #expect(NumberWords.grouped(2161) == "2,161" && NumberWords.grouped(999) == "999")
        #expect(NumberWords.grouped(-1_234_567) == "−1,234,567")
        #expect(
            [0, 0.001, 0.02, 1.5, 12.34, 99.99, 100].map(NumberWords.failed)
                == ["0", "<0.01", "0.02", "1.50", "12.3", ">99.9", "100"])
        #expect([3.4, 412, 1240, 12_300].map(NumberWords.milliseconds) == ["3.4 ms", "412 ms", "1240 ms", "12.3 s"])
    }
}
