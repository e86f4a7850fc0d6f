import Boards
import Model
import Testing
import View

@testable import Report

@Suite struct ReportSnapshotTests {
    private static let zone = SnapshotZone(name: "JST", offsetSeconds: 32_400)

    private func snapshot(
        _ board: Board, _ configuration: Configuration, reason: String = "p99 went up", queries: [String] = []
    ) throws -> Snapshot {
        try Snapshot.take(
            id: Snapshot.id(of: board.migration, at: board.takenAt, about: "api"),
            origin: Snapshot.Origin(
                by: "mika@bastion", host: "bastion", program: "abreast 0.1.0", reason: reason, account: "111122223333",
                zone: Self.zone), configuration: configuration, board: board, queries: queries)
    }

    @Test func `the id names a file`() {
        let now = ReportBoards.now + 0.75
        #expect(Snapshot.id(of: "reservations", at: now, about: "api") == "reservations-20261123T053207Z-api")
        #expect(Snapshot.id(of: "reservations", at: now) == "reservations-20261123T053207Z")
        #expect(Snapshot.id(of: "reservations", at: now, attempt: 2) == "reservations-20261123T053207Z-2")
        #expect(Snapshot.id(of: "r", at: now, about: "../a b/予約") == "r-20261123T053207Z-.._a_b_予約")
    }

    @Test func `a snapshot that tells orders in words only is read as one that keeps them`() throws {
        let taken = try snapshot(try ReportBoards.board(), try ReportBoards.configuration())
        let older = taken.json.replacing(/,\s+"order": (null|[0-9]+),\s+"cause": (null|"[a-zA-Z]+")/, with: "")
        let written = try #require(try JSONValue(reading: older)["board"]?["events"]?.list)
        #expect(!written.isEmpty && written.allSatisfy { $0["order"] == nil && $0["cause"] == nil })
        let events = try Snapshot.read(older).board.events
        #expect(events == taken.board.events && events.contains { $0.order == 7 })
    }

    @Test func `services are written one after the other`() throws {
        let taken = try snapshot(BoardFixture.fifty, try ReportBoards.configuration())
        var pieces: [String] = []
        taken.writeJSON { pieces.append($0) }
        #expect(pieces.count == 52)
        #expect(pieces.joined() == taken.json)
        let largest = pieces.map(\.utf8.count).max() ?? 0
        #expect(largest * 10 < taken.json.utf8.count, "no piece is a large part of the whole")
        #expect(try Snapshot.read(taken.json).board.services.count == 50)
    }

    @Test func `what is written reads back the same`() throws {
        let configuration = try ReportBoards.configuration()
        let taken = try snapshot(try ReportBoards.board(), configuration, queries: ["AWS/ECS CPUUtilization"])
        let read = try Snapshot.read(taken.json)
        #expect(read.json == taken.json)
        #expect(read.markdown == taken.markdown)
        #expect(read.configuration == taken.configuration)
        #expect(read.origin == taken.origin)
        #expect(read.queries == ["AWS/ECS CPUUtilization"])
        #expect(read.board.events == taken.board.events)
        #expect(read.board.services.map(\.old.inventory) == taken.board.services.map(\.old.inventory))
        #expect(StatusJSON.text(of: read.board) == StatusJSON.text(of: taken.board))
    }

    @Test func `a board without secrets is the same board afterwards`() throws {
        var board = try ReportBoards.board()
        var configuration = try ReportBoards.configuration()
        configuration.assumeRole = nil
        configuration.services[0].old.loadBalancer = "app/api-old/50dc6c495c0c9188"
        configuration.services[2].queue = "jobs"
        // Minutes without a number are not equal to themselves; they are compared by their JSON above.
        for index in board.services.indices {
            board.services[index].configuration = configuration.services[index]
            board.services[index].shared = [:]
            board.services[index].old.series = [:]
            board.services[index].new.series = [:]
        }
        var full = Series(start: board.window.lowerBound, count: board.window.count)
        for minute in board.window { full.put(minute: minute, value: 0.1, presence: .ok, readAt: board.takenAt - 3) }
        board.services[0].new.series = [.p99: full]
        let unsettled = UnsettledMinute(
            minute: board.settledTo.advanced(by: 1), requests: Sides(old: 900, new: 0), errors: Sides(old: 1, new: 60))
        board.services[0].unsettled = Timed([unsettled], readAt: board.takenAt - 3)
        let read = try Snapshot.read(try snapshot(board, configuration).json)
        #expect(read.board == board)
        #expect(read.configuration == configuration)
    }

    @Test func `a simulated world and a roll back read back as such`() throws {
        var board = try ReportBoards.board()
        board.simulated = "slow-poison, seed 7"
        board.services[1].pause?.isRollBack = true
        board.events[1].kind = .rollBack
        var configuration = try ReportBoards.configuration()
        configuration.simulated = board.simulated
        let read = try Snapshot.read(try snapshot(board, configuration).json)
        #expect(read.board.simulated == "slow-poison, seed 7")
        #expect(read.configuration.simulated == "slow-poison, seed 7")
        #expect(read.board.services[1].pause?.isRollBack == true)
        #expect(read.board.events[1].kind == .rollBack)
    }

    @Test func `a file of the first form is a real night without roll backs`() throws {
        func without(_ names: Set<String>, _ value: JSONValue) -> JSONValue {
            switch value {
            case .object(let fields):
                .object(
                    fields.filter { !names.contains($0.name) }.map {
                        JSONField(name: $0.name, value: $0.name == "format" ? .number(1) : without(names, $0.value))
                    })
            case .list(let list): .list(list.map { without(names, $0) })
            default: value
            }
        }
        let taken = try snapshot(try ReportBoards.board(), try ReportBoards.configuration())
        let first = without(
            [
                "simulated", "isRollBack", "progress", "readiness", "deadMan", "terms", "step", "standing", "advance",
                "heardAt", "worseAt", "record", "rollout", "groups",
            ], try JSONValue(reading: taken.json))
        #expect(try Snapshot.read(first.written).json == taken.json)
    }

    @Test func `a rollout reads back as it stood`() throws {
        var board = try ReportBoards.board()
        var configuration = try ReportBoards.configuration()
        let plan = RolloutPlan(
            mode: .automatic, steps: [1, 25, 100], bakes: [60, 120, 180], deadMan: 1200, lookAgain: 1800,
            noReturnFrom: 100)
        configuration.services[0].rollout = plan
        configuration.groups = [ServiceGroup(name: "front", services: ["api", "予約"])]
        board.services[0].configuration.rollout = plan
        let weights = [WeightReading(type: "A", old: 75, new: nil, ttl: 60)]
        let at = ReportBoards.now - 40
        board.services[0].effectiveStep = WeightStep(
            id: 4, order: 9, service: "api", isRollBack: false, percent: 25, before: weights, after: weights,
            state: .confirmed, change: "C2682N5HXP0BZ4", at: at, inSyncAt: at + 12.5)
        board.services[0].step = WeightStep(
            id: 5, order: 10, service: "api", isRollBack: true, percent: 0, state: .claimed, at: at)
        board.services[0].advance = Order(
            id: 11, kind: .advance, service: "api", actor: "mika@bastion", at: at, reason: "calm", about: 3,
            terms: OrderTerms(percent: 100, overrides: [.targets, .worse]))
        board.services[0].heardAt = at + 1
        board.services[0].worseAt = at - 60
        board.services[0].record = FleetRecord(
            peak: FleetRecord.Peak(requests: 4012.5, minute: at.minute), launch: 552)
        board.services[1].pause?.terms = OrderTerms(
            percent: 10, lookAgain: at + 1800, found: weights, pace: .inSteps, byItself: true)
        let taken = try snapshot(board, configuration)
        let read = try Snapshot.read(taken.json)
        #expect(read.json == taken.json)
        #expect(read.configuration.groups == configuration.groups)
        #expect(read.configuration.services[0].rollout == plan)
        let (was, now) = (board.services[0], read.board.services[0])
        #expect(now.configuration.rollout == plan)
        #expect(now.effectiveStep == was.effectiveStep && now.step == was.step && now.advance == was.advance)
        #expect(now.heardAt == was.heardAt && now.worseAt == was.worseAt && now.record == was.record)
        #expect(read.board.services[1].pause == board.services[1].pause)
        #expect(now.progress(at: board.takenAt) == was.progress(at: board.takenAt))
    }

    @Test func `gaps are null with their reason`() throws {
        let value = try JSONValue(
            reading: try snapshot(try ReportBoards.board(), try ReportBoards.configuration()).json)
        let series = try #require(value["board"]?["services"]?.list?.first?["old"]?["series"]?["requests"])
        let (values, states) = (try #require(series["values"]?.list), try #require(series["states"]?.list))
        #expect(values.count == 60 && states.count == 60)
        #expect(values[7] == .null && states[7] == .text("missing"))
        #expect(values[8] == .number(24_708) && states[8] == .text("ok"))
        #expect(values[59] == .null && states[59] == .text("missing"))
        #expect(value["format"] == .number(4))
        #expect(value["takenAt"] == .text("2026-11-23T05:32:07Z"))
        #expect(value["takenAtLocal"] == .text("2026-11-23T14:32:07+09:00"))
        #expect(value["account"] == .text("3333"))
    }

    @Test func `what is no snapshot is refused in words`() throws {
        let json = try snapshot(try ReportBoards.board(), try ReportBoards.configuration()).json
        func sentence(_ text: String) -> String {
            do {
                _ = try Snapshot.read(text)
                return ""
            } catch { return error.description }
        }
        #expect(sentence(json) == "")
        #expect(sentence("{") == "not a snapshot: not JSON: a field's name is wanted at byte 1")
        #expect(sentence("{}") == "not a snapshot: `format` is missing")
        #expect(sentence("[]") == "not a snapshot: an object is wanted")
        #expect(
            sentence(json.replacing("\"format\": 4", with: "\"format\": 5"))
                == "not a snapshot: format: 5 is a newer form; a newer abreast reads it")
        #expect(
            sentence(json.replacing("\"kind\": \"share\"", with: "\"kind\": \"shape\"")).contains(
                "board.events[0].kind: “shape” is not a word"))
        #expect(
            sentence(json.replacing("\"holder\":", with: "\"owner\":")).contains("board.lease: `holder` is missing"))
        #expect(sentence(String(json.prefix(json.count / 2))).contains("not JSON"))
    }

    @Test func `no secret planted anywhere comes out`() throws {
        let secrets = [
            "111122223333", "444455556666", "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
            "hunter2",
            "09012345678", "090-1234-5678", "IQoJb3JpZ2luX2VjEJr",
        ]
        let poison = """
            arn:aws:iam::444455556666:user/x AKIAIOSFODNN7EXAMPLE wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY password=hunter2 \
            GET https://example.com/r/09012345678?tel=090-1234-5678 SessionToken: IQoJb3JpZ2luX2VjEJr account 111122223333
            """
        var configuration = try ReportBoards.configuration()
        configuration.profile = poison
        configuration.store = "/\(poison)"
        configuration.endpoint = "https://mika:hunter2@example.com/\(poison)"
        var board = try ReportBoards.board()
        board.services[0].configuration.old.autoScalingGroup = poison
        board.services[0].share?.value.remarks = [poison]
        board.services[1].pause?.reason = poison
        board.services[1].pause?.by = poison
        for keyPath in [\Member.id, \.version] {
            board.services[0].new.inventory?.members[0][keyPath: keyPath] = poison
        }
        for keyPath in [\Member.zone, \.healthReason, \.versionDetail, \.stopReason] {
            board.services[0].new.inventory?.members[0][keyPath: keyPath] = poison
        }
        board.services[0].new.inventory?.members[0].state = .other(poison)
        board.services[0].new.inventory?.members[0].health = .other(poison)
        board.services[0].new.inventory?.counts.deploymentState = .other(poison)
        board.readings[1].error = poison
        board.lease?.holder = poison
        board.events.append(
            Event(
                id: 9, at: ReportBoards.now, service: poison, kind: .ecs, actor: poison, before: poison, after: poison,
                reason: poison, evidence: poison))
        let taken = try snapshot(board, configuration, reason: poison, queries: [poison])
        for text in [taken.json, taken.markdown] {
            for secret in secrets { #expect(!text.contains(secret), "\(secret)") }
            #expect(text.contains("********6666"))
        }
    }
}
