import Boards
import Model
import Testing
import View

@testable import Report

@Suite struct ReportStatusTests {
    private func service(_ name: String, of value: JSONValue) throws -> JSONValue {
        try #require(value["services"]?.list?.first { $0["name"] == .text(name) })
    }

    @Test func `the JSON keeps to its schema`() throws {
        let schema = try ReportSchema.status()
        let text = StatusJSON.text(of: try ReportBoards.board())
        #expect(try schema.faults(in: JSONValue(reading: text)) == [])
        let empty = Board(migration: "m", region: "r", takenAt: ReportBoards.now, window: ReportBoards.window)
        #expect(try schema.faults(in: JSONValue(reading: StatusJSON.text(of: empty))) == [])
    }

    @Test func `the schema refuses what is not so`() throws {
        let schema = try ReportSchema.status()
        guard case .object(var fields) = StatusJSON.value(of: try ReportBoards.board()) else {
            Issue.record("a status is no object")
            return
        }
        fields.removeAll { $0.name == "poller" }
        fields.append(JSONField(name: "extra", value: .null))
        fields[0].value = .number(1)
        fields[2].value = .text("yesterday")
        let faults = try schema.faults(in: .object(fields))
        #expect(
            faults == [
                "$: poller is missing", "$.migration: not string", "$.takenAt: “yesterday” does not match",
                "$: extra is not known",
            ])
    }

    @Test func `numbers carry their minute their moment and their state`() throws {
        let value = StatusJSON.value(of: try ReportBoards.board())
        #expect(value["settledTo"] == .text("2026-11-23T05:30:00Z"))
        let api = try service("api", of: value)
        let requests = try #require(api["new"]?["requestsPerMinute"])
        #expect(
            requests
                == .fields([
                    "value": .number(7757), "minute": .text("2026-11-23T05:29:00Z"),
                    "readAt": .text("2026-11-23T05:31:37Z"),
                    "state": .text("ok"),
                ]))
        #expect(api["new"]?["p99"]?["value"] == .number(412))
        #expect(api["old"]?["balancer5xx"]?["state"] == .text("zero"))
        #expect(api["old"]?["healthy"]?["value"] == .number(2))
        #expect(api["old"]?["memory"] == StatusJSON.measured(.never))
        #expect(api["new"]?["versions"] == .list([.text("api:218 @9f2c")]))
        #expect(api["share"]?["applied"]?["value"] == .number(25))
        #expect(api["share"]?["intended"]?["state"] == .text("none"))
        #expect(api["verdict"]?["state"] == .text("worse"))
        #expect(api["weights"]?.list?.last?["new"] == .null)
    }

    @Test func `what is not there is null and says why`() throws {
        let value = StatusJSON.value(of: try ReportBoards.board())
        let web = try service("予約", of: value)
        #expect(web["new"]?["requestsPerMinute"]?["state"] == .text("missing"))
        #expect(web["new"]?["instances"] == .list([]))
        #expect(web["queue"] == .null)
        #expect(web["rollout"]?["phase"] == .text("paused"))
        #expect(web["rollout"]?["pausedBy"] == .text("mika@bastion"))
        let worker = try service("worker", of: value)
        #expect(worker["share"]?["applied"]?["state"] == .text("none"))
        #expect(worker["share"]?["observed"]?["state"] == .text("none"))
        #expect(worker["queue"]?["visible"]?["value"] == .number(312))
        #expect(worker["queue"]?["oldestSeconds"]?["value"] == .number(42.5))
        #expect(worker["new"]?["running"]?["state"] == .text("stale"))
        #expect(value["poller"]?["state"] == .text("live"))
        #expect(value["sources"]?.list?.map { $0["state"] } == [.text("ok"), .text("failing"), .text("silent")])
    }

    @Test func `a simulated world says so in both`() throws {
        var board = try ReportBoards.board()
        #expect(StatusJSON.value(of: board)["simulated"] == .null)
        #expect(!StatusText(board: board).text.contains("SIMULATED"))
        board.simulated = "slow-poison, seed 7"
        #expect(StatusJSON.value(of: board)["simulated"] == .text("slow-poison, seed 7"))
        #expect(
            StatusText(board: board).text.hasPrefix(
                "SIMULATED: slow-poison, seed 7; nothing of this happened\nreservations  ap-northeast-1  "))
        let schema = try ReportSchema.status()
        #expect(try schema.faults(in: JSONValue(reading: StatusJSON.text(of: board))) == [])
    }

    @Test func `a roll back says so in both`() throws {
        var board = try ReportBoards.board()
        #expect(try service("予約", of: StatusJSON.value(of: board))["rollout"]?["isRollBack"] == .bool(false))
        #expect(try service("api", of: StatusJSON.value(of: board))["rollout"]?["isRollBack"] == .bool(false))
        board.services[0].pause = Pause(
            order: 8, by: "ken@bastion", at: ReportBoards.now - 10, reason: "", ofAll: false, isRollBack: true)
        board.events[1].kind = .rollBack
        let rollout = try service("api", of: StatusJSON.value(of: board))["rollout"]
        #expect(rollout?["isRollBack"] == .bool(true) && rollout?["phase"] == .text("rolling back"))
        #expect(rollout?["pausedBy"] == .text("ken@bastion"))
        #expect(
            StatusText(board: board, clock: .offset(seconds: 32_400, name: "JST")).text.contains(
                "api: rolled back by ken@bastion; weight goes back to old, 25 % on new now, since 14:31:57"))
        let schema = try ReportSchema.status()
        #expect(try schema.faults(in: JSONValue(reading: StatusJSON.text(of: board))) == [])
    }

    @Test func `a rollout by plan says where it stands`() throws {
        let schema = try ReportSchema.status()
        let board = SteeredBoards.deadMan {
            $0.services[0].advance = Order(
                id: 12, kind: .advance, service: "api", actor: "ken@bastion", at: SteeredBoards.now - 2,
                terms: OrderTerms(percent: 50, overrides: [.worse]))
            $0.services[1].pause = Pause(
                order: 7, by: "mika", at: SteeredBoards.now - 60, reason: "", ofAll: false,
                terms: OrderTerms(
                    lookAgain: BoardFixture.at("14:30:00"),
                    found: [WeightReading(type: "A", old: 90, new: 10, ttl: 60)], byItself: true))
            $0.events += [.advance, .refused, .adopted, .done, .deadMan, .hook].map {
                Event(at: SteeredBoards.now, service: "api", kind: $0, actor: "abreast")
            }
        }
        let value = try JSONValue(reading: StatusJSON.text(of: board))
        #expect(try schema.faults(in: value) == [])
        let api = try service("api", of: value)
        let rollout = try #require(api["rollout"])
        #expect(rollout["mode"] == .text("manual") && rollout["step"] == .number(3) && rollout["steps"] == .number(5))
        #expect(rollout["intended"] == .number(25) && rollout["next"] == .number(50))
        #expect(rollout["leftSeconds"] == .number(751) && rollout["changedOutside"] == .bool(false))
        #expect(rollout["standing"]?["inSyncAt"] == .text("2026-11-23T04:57:38Z"))
        #expect(rollout["advance"]?["percent"] == .number(50) && rollout["advance"]?["by"] == .text("ken@bastion"))
        #expect(
            api["share"]?["intended"]?["value"] == .number(25) && api["share"]?["intended"]?["state"] == .text("ok"))
        #expect(api["readiness"]?["answer"] == .text("fits") && api["readiness"]?["launchSeconds"] != .null)
        #expect(api["deadMan"]?["deadline"] == .text("2026-11-23T05:39:19Z"))
        #expect(api["deadMan"]?["leftSeconds"] == .number(432))
        let web = try service("web", of: value)["rollout"]
        #expect(web?["lookAgain"] == .text("2026-11-23T05:30:00Z") && web?["found"]?.list?.count == 1)
        let text = StatusText(board: board, clock: BoardFixture.clock).text
        for line in [
            "api: step 3/5 · advance to 50 % ordered", "api: old has room for 160 %",
            "api: auto roll back in 7:12, at 14:39:19", "LOOK AGAIN since 14:30",
        ] { #expect(text.contains(line), "\(line)") }
    }

    @Test func `the same board gives the same bytes`() throws {
        #expect(StatusJSON.text(of: try ReportBoards.board()) == StatusJSON.text(of: try ReportBoards.board()))
    }

    @Test func `the text says the same`() throws {
        let text = StatusText(board: try ReportBoards.board(), clock: .offset(seconds: 32_400, name: "JST")).text
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        #expect(lines[0] == "reservations  ap-northeast-1  14:32:07 JST  numbers of 14:29, 2 min old")
        #expect(
            lines[1].hasPrefix("▲ HOLD  api: new is slow: p99 412 ms, old 288 ms (×1.4), limit 400 ms, since 14:21, "))
        #expect(lines[2] == "polled by mika@bastion:4711")
        #expect(
            lines[4] == "SERVICE  SET %  SEEN %       REQ/MIN  5XX %  P50 MS  P99 MS          RUNNING  HEALTHY  VERDICT"
        )
        #expect(lines[5].hasPrefix("api         25    23.9  old    24.8k"))
        #expect(lines[5].hasSuffix("2/2        2  ▲ worse p99"))
        #expect(lines[6].hasPrefix("                        new    7.76k"))
        #expect(lines[7].hasPrefix("予約         ?       ?  old        ?"))
        #expect(text.contains("予約: paused by mika@bastion “p99 | up”"))
        #expect(text.contains("worker: queue 312, in flight 12, delayed 0, oldest 42s"))
        #expect(text.contains("EC2 has not told yet: DescribeInstances: denied"))
        #expect(!text.contains("Route 53 last told"))
    }

    @Test func `without UTF-8 the text is ASCII`() throws {
        var board = try ReportBoards.board()
        board.services.remove(at: 1)
        board.events = []
        let text = StatusText(board: board, clock: .offset(seconds: 0, name: "UTC"), isASCII: true).text
        #expect(text.utf8.allSatisfy { $0 < 0x80 })
        #expect(text.contains("! HOLD"))
    }

    @Test func `an empty board has its words`() {
        let empty = Board(migration: "m", region: "r", takenAt: ReportBoards.now, window: ReportBoards.window)
        let text = StatusText(board: empty, clock: .offset(seconds: 0, name: "UTC")).text
        #expect(text.contains("nobody has polled yet\n\nno service\n"))
    }

    @Test func `text from outside obeys nobody`() throws {
        var board = try ReportBoards.board()
        board.services[1].pause?.reason = "a\u{1B}[2Jb\nc"
        board.readings[2].error = "x\u{1B}]0;title\u{7}y"
        #expect(!StatusText(board: board).text.contains("\u{1B}"))
        #expect(!StatusJSON.text(of: board).contains("\u{1B}"))
    }
}
