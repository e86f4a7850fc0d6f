import Boards
import Model
import Testing
import View

@testable import Report

@Suite struct ReportMarkdownTests {
    private func snapshot(_ change: (inout Board) -> Void = { _ in }) throws -> Snapshot {
        var board = try ReportBoards.board()
        change(&board)
        return try Snapshot.take(
            id: "reservations-20261123T053207Z-api",
            origin: Snapshot.Origin(
                by: "mika@bastion", host: "bastion", program: "abreast 0.1.0", reason: "p99 | up", account: "3333",
                zone: SnapshotZone(name: "JST", offsetSeconds: 32_400)),
            configuration: try ReportBoards.configuration(), board: board,
            queries: ["AWS/ApplicationELB RequestCount Sum {LoadBalancer=app/api-old/50dc6c495c0c9188} 60 s"])
    }

    @Test func `all parts stand in their order`() throws {
        let headings = try snapshot().markdown.split(separator: "\n").filter {
            $0.hasPrefix("# ") || $0.hasPrefix("## ")
        }
        #expect(
            headings == [
                "# reservations: snapshot reservations-20261123T053207Z-api", "## State", "## Evidence",
                "## Impact in the window", "## Timeline", "## Per minute", "## Versions", "## Weights",
                "## Data quality", "## Queries", "# Draft",
                "## Summary", "## Root causes", "## Trigger", "## Resolution", "## Detection", "## Action items",
                "## Lessons: what went well", "## Lessons: what went wrong", "## Lessons: where we got lucky",
            ])
    }

    @Test func `the head says who when and where`() throws {
        let text = try snapshot().markdown
        #expect(
            text.contains(
                "- **Taken at** 2026-11-23 05:32:07 UTC, 2026-11-23T14:32:07+09:00 JST, numbers up to 05:29 UTC")
        )
        #expect(text.contains("- **By** mika@bastion on bastion, with abreast 0.1.0"))
        #expect(text.contains("- **Reason** “p99 \\| up”"))
        #expect(text.contains("- **Where** region ap-northeast-1, account …3333"))
        #expect(text.contains("- **Window** 60 minutes, 2026-11-23 04:32:00 to 2026-11-23 05:32:00 UTC"))
        #expect(
            text.contains(
                "**▲ HOLD** api: new is slow: p99 412 ms, old 288 ms (×1.4), limit 400 ms, since 05:21, proof"))
    }

    @Test func `a simulated world says that nothing happened`() throws {
        #expect(!(try snapshot().markdown.contains("SIMULATED")))
        let text = try snapshot {
            $0.simulated = "slow-poison, seed 7"
            $0.services[1].pause?.isRollBack = true
            $0.events[1].kind = .rollBack
        }.markdown
        #expect(
            text.hasPrefix(
                """
                # SIMULATED: reservations: snapshot reservations-20261123T053207Z-api

                **SIMULATED (slow-poison, seed 7): nothing in this report happened.**

                - **Taken at**
                """))
        #expect(text.contains("| rolling back | rolled back by mika@bastion at 2026-11-23 05:22:07 UTC “p99 \\| up” |"))
        #expect(text.contains("| mika@bastion | 予約 | roll back ordered |"))
    }

    @Test func `the impact is counted over settled minutes`() throws {
        let board = try ReportBoards.board()
        let impact = SnapshotImpact(board: board, service: board.services[0])
        // 58 settled minutes, one of them unknown; requests rise by one each minute.
        let rise = (0..<58).filter { $0 != 7 }.reduce(0, +)
        let (old, new): (Int, Int) = (57 * 24_700 + rise, 57 * 7_700 + rise)
        #expect(impact.old.requests == Double(old))
        #expect(impact.new.requests == Double(new))
        #expect(impact.old.failed == 29 * 5)
        // Minutes 20 to 22 have 160 errors each on new; two of them would have had two.
        let failed: Double = 29 * 2 - 2 * 2 + 3 * 160
        #expect(impact.new.failed == failed)
        #expect(impact.old.unknown == 1)
        #expect(impact.breaches.map(\.matter) == [.errors(.new), .latency(.p99, .new)])
        #expect(impact.breaches[0].minutes.lowerBound == board.window.lowerBound.advanced(by: 20))
        #expect(impact.breaches[0].minutes.count == 3)
        #expect(impact.breaches[1].minutes.count == 9)
        let compared = (0..<58).filter { $0 != 7 }.map { index -> Double in
            guard index % 2 == 0 else { return 0 }
            return 5.0 / Double(24_700 + index) * Double(7_700 + index)
        }
        let excess = try #require(impact.excess)
        #expect(abs(excess.expected - compared.reduce(0, +)) < 1e-9 && excess.failed == failed && excess.alone == 0)
        let text = try snapshot().markdown
        #expect(text.contains("04:52 to 04:55 UTC (13:52 to 13:55 JST), 3 min: 5xx up to 2.1 %, limit 1 %"))
        #expect(
            text.contains(
                "05:21 to 05:30 UTC (14:21 to 14:30 JST), 9 min: p99 up to 412 ms, limit 400 ms and limit 346 ms "))
        #expect(text.contains("limit 346 ms (1.2 × old 288 ms)\n"))
        #expect(
            text.contains(
                "- **Excess errors:** 488.7 on new: 534 failed, "
                    + "and 45.3 (0.01 %) would have at old's rate of the same minutes\n"
            ))
        #expect(text.contains("| highest p99 of a minute, ms | 288 at "))
    }

    @Test func `what fails on both sides alike is no excess`() throws {
        var board = try ReportBoards.board()
        func put(_ metric: Metric, _ side: WritableKeyPath<Service, SideBoard>, _ value: (Int) -> Double) {
            var series = Series(start: ReportBoards.window.lowerBound, count: ReportBoards.window.count)
            for index in 0..<58 {
                let value = value(index)
                series.put(
                    minute: ReportBoards.window.lowerBound.advanced(by: index), value: value,
                    presence: value == 0 ? .zero : .ok, readAt: ReportBoards.now - 30)
            }
            board.services[0][keyPath: side].series[metric] = series
        }
        // Half an hour without errors at 10 % on new, then 20 % fail everywhere while new has 90 %.
        put(.requests, \.old) { $0 < 30 ? 9000 : 1000 }
        put(.requests, \.new) { $0 < 30 ? 1000 : 9000 }
        put(.target5xx, \.old) { $0 < 30 ? 0 : 200 }
        put(.target5xx, \.new) { $0 < 30 ? 0 : 1800 }
        var impact = SnapshotImpact(board: board, service: board.services[0])
        #expect(abs(try #require(impact.excess).errors) < 1e-6)
        #expect(try #require(impact.new.rate) > 3 * #require(impact.old.rate), "as the totals have it")
        // A minute in which old has no request has nothing to be compared with.
        put(.requests, \.old) { $0 == 40 ? 0 : $0 < 30 ? 9000 : 1000 }
        put(.target5xx, \.new) { $0 < 30 ? 0 : 1810 }
        impact = SnapshotImpact(board: board, service: board.services[0])
        let excess = try #require(impact.excess)
        #expect(excess.alone == 1 && abs(excess.errors - 27 * 10) < 1e-6)
    }

    @Test func `the limit that was passed is named and a few requests have no p99`() throws {
        var board = try ReportBoards.board()
        func impact() -> SnapshotImpact { SnapshotImpact(board: board, service: board.services[0]) }
        func text() throws -> String { try snapshot { $0 = board }.markdown }
        board.services[0].configuration.limits.p99 = 600
        #expect(try text().contains("9 min: p99 up to 412 ms, limit 346 ms (1.2 × old 288 ms)\n"))
        let run = try #require(impact().breaches.last)
        #expect(run.limit == nil && run.besideOld?.minutes == 9)
        // Three of the nine are over the limit too.
        for index in 52..<55 {
            let minute = ReportBoards.window.lowerBound.advanced(by: index)
            board.services[0].new.series[.p99]?.put(
                minute: minute, value: 700, presence: .ok, readAt: ReportBoards.now - 30)
        }
        #expect(
            try text().contains(
                "9 min: p99 up to 700 ms, limit 600 ms in 3 of them and limit 346 ms (1.2 × old 288 ms)\n"))
        for side in [\Service.old, \Service.new] {
            var few = board
            for minute in board.window {
                few.services[0][keyPath: side].series[.requests]?.put(
                    minute: minute, value: 99, presence: .ok, readAt: ReportBoards.now - 30)
            }
            let breaches = SnapshotImpact(board: few, service: few.services[0]).breaches
            #expect(!breaches.contains { $0.matter == .latency(.p99, .new) })
        }
    }

    @Test func `the minutes stand side by side`() throws {
        let text = try snapshot().markdown
        #expect(text.contains("| 05:29 | 14:29 | 24757 | 7757 | 23.9 | 0 | 0 | +0.00 | 288 | 412 | +43 % |"))
        #expect(text.contains("| 04:39 | 13:39 | ? | ? | ? | ? | ? | ? | 288 | 300 | +4 % |"))
        #expect(text.contains("requests old ███████·██"))
        #expect(text.contains("p99      new ▆▆"))
        #expect(text.contains("### 予約\n\nNothing is known of the last 58 settled minutes."))
    }

    @Test func `the timeline versions weights and sources are there`() throws {
        let text = try snapshot().markdown
        #expect(
            text.contains(
                "| 2026-11-23 05:02:07 | 2026-11-23 14:02:07 | route 53 | api | share | 10 % → 25 % |  | ListResourceRecordSets |"
            ))
        #expect(text.contains("| mika@bastion | 予約 | paused |  | p99 \\| up | order 7 |"))
        #expect(text.contains("| api | new | 2 | 2 | 2 | 2 × `api:218 @9f2c` | COMPLETED |"))
        #expect(text.contains("| `i-0f76a` | ap-northeast-1a | InService | healthy | `lt:41 ami-0c1` |"))
        #expect(text.contains("| api | api.example.com in example.com: ec2 \\| ecs | AAAA | 75 | ? | ? | 60 |"))
        #expect(text.contains("- api: AAAA has no record for ecs"))
        #expect(
            text.contains("| CloudWatch | 2026-11-23 05:30:37 | 1 min | 05:29 | 2 | 214 | GetMetricData: throttled |"))
        #expect(text.contains("| EC2 | never | – | – | 0 | 0 | DescribeInstances: denied |"))
        #expect(
            text.contains("- `AWS/ApplicationELB RequestCount Sum {LoadBalancer=app/api-old/50dc6c495c0c9188} 60 s`"))
        #expect(
            text.contains(
                "(https://ap-northeast-1.console.aws.amazon.com/ecs/v2/clusters/prod/services/api/health?region=ap-northeast-1)"
            ))
        #expect(text.contains("#LoadBalancers:search=api-old)"))
    }

    @Test func `text from outside is only text`() throws {
        let text = try snapshot { board in
            board.events[2].reason = "a | b\n# head <script>x</script> [l](http://x) `c` *b*\u{1B}[2J"
            board.services[0].new.inventory?.members[0].version = "a`b|c"
        }.markdown
        #expect(text.contains("a \\| b \\# head &lt;script&gt;x&lt;/script&gt; \\[l\\](http://x) \\`c\\` \\*b\\*"))
        #expect(text.contains("`a'b\\|c`"))
        #expect(!text.contains("\u{1B}"))
        // Every row of a table has as many cells as its titles.
        let tables = text.split(separator: "\n\n").map { $0.split(separator: "\n").filter { $0.hasPrefix("|") } }
        #expect(tables.contains { $0.count > 3 })
        for table in tables {
            let counts = Set(table.map { $0.replacing("\\|", with: "").count { $0 == "|" } })
            #expect(counts.count <= 1, "\(table.first ?? "")")
        }
    }

    @Test func `an empty board gives a whole report`() throws {
        let text = try snapshot {
            $0 = Board(migration: "m", region: "r", takenAt: ReportBoards.now, window: ReportBoards.window)
        }.markdown
        #expect(text.contains("No service of this migration takes traffic."))
        #expect(text.contains("Nothing was recorded."))
        #expect(text.contains("No weight was read."))
        #expect(text.contains("Nobody polled") || text.contains("No source was ever asked."))
    }
}
