import Boards
import Foundation
import Model
import Testing
import View

@testable import Report

/// Evidence and traffic, as status and snapshot write them.
@Suite struct EvidenceReportTests {
    private func service(_ board: Board, _ name: String) throws -> JSONValue {
        let services = try #require(JSONValue(reading: StatusJSON.text(of: board))["services"]?.list)
        return try #require(services.first { $0["name"] == .text(name) })
    }

    @Test func `the JSON holds what the board knows`() throws {
        let board = BoardFixture.night
        let trial = try #require(board.trial(of: board.services[0]))
        let evidence = try #require(try service(board, "api")["evidence"])
        #expect(evidence["metric"] == .text(trial.judgement.metric.rawValue))
        #expect(evidence["reason"] == .text(trial.judgement.reason))
        #expect(evidence["from"] == .text(trial.minutes.lowerBound.start.iso8601))
        let step = try #require(evidence["step"]?.list)
        #expect(step.map { $0["metric"] } == trial.step.map { .text($0.metric.rawValue) })
        #expect(step.map { $0["evidenceByMinute"]?.list?.count } == trial.evidence.map(\.count))
        #expect(step[0]["evidence"] == .number(trial.step[0].evidence) && step[0]["bar"] == .number(trial.step[0].bar))
        #expect(step[0]["ratio"]?["high"] == .optional(trial.step[0].ratio.high))
        let whole = try #require(evidence["whole"]?.list)
        #expect(whole.count == trial.whole.count && whole[0]["evidenceByMinute"] == .null)
        #expect(try service(board, "worker")["evidence"] == .null)
    }

    @Test func `traffic is told with its numbers`() throws {
        var board = BoardFixture.night
        let traffic = try #require(try service(board, "api")["traffic"])
        #expect(traffic["state"] == .text("as set") && traffic["applied"] == .number(25))
        let observed = try #require(traffic["observed"]?.number)
        #expect(observed > 20 && observed < 30)
        #expect(traffic["expectedAt"] == .null)
        let text = StatusText(board: board, clock: BoardFixture.clock).text
        #expect(text.contains("api: traffic follows: 24 % of requests on new, 25 % set"))
        #expect(try service(board, "worker")["traffic"] == .null)

        board.services[0].share?.value.weights = [WeightReading(type: "A", old: 40, new: 60, ttl: 60)]
        #expect(try service(board, "api")["traffic"]?["state"] == .text("not moving"))
        #expect(
            StatusText(board: board, clock: BoardFixture.clock).text.contains(
                "api: 24 % of requests on new, not 60 % 32 min after, stuck: clients that do not ask DNS again"))
        var state = ScreenState.fixture(board, 120, 36)
        state.press(.enter)
        #expect(state.frame(at: BoardFixture.now).text.contains("seen 23.8 %, stuck"))
    }

    /// An hour's board of a migration whose first step began before it.
    private func carriedOn() throws -> Board {
        var before = BoardFixture.night
        before.takenAt = BoardFixture.at("13:57:00")
        before.services[0].shareChangedAt = BoardFixture.at("13:20:00")
        before.services[0].share?.value.weights = [WeightReading(type: "A", old: 90, new: 10, ttl: 60)]
        var board = BoardFixture.night
        board.services[0].evidence = before.evidence(of: before.services[0])
        board.services[0].evidence = board.evidence(of: board.services[0])
        board.window = board.window.upperBound.advanced(by: -15)..<board.window.upperBound
        return board
    }

    @Test func `the snapshot keeps what is older than its minutes`() throws {
        let board = try carriedOn()
        let told = try #require(try service(board, "api")["evidence"])
        let (step, whole) = (told["step"]?.list?.first?["minutes"], told["whole"]?.list?.first?["minutes"])
        #expect(told["begin"] == .text("10 → 25 %") && step != whole && whole?.number ?? 0 > 50)
        let configuration = Configuration(
            migration: board.migration, region: board.region, services: board.services.map(\.configuration))
        let snapshot = try Snapshot.take(
            id: "s", origin: .init(by: "a", host: "h", program: "p", zone: .utc), configuration: configuration,
            board: board, queries: [])
        for text in [snapshot.json, try Snapshot.read(snapshot.json).json] {
            let written = try JSONValue(reading: text)["board"]?["services"]?.list?.first
            #expect(written?["evidence"] == told)
        }
        #expect(snapshot.markdown.contains("| the whole migration | \(Int(whole?.number ?? 0)) |"))
        #expect(snapshot.markdown.contains("10 → 25 %"))
        let another = snapshot.json.replacing("\"form\": \(EvidenceRecord.format)", with: "\"form\": 99")
        #expect(try Snapshot.read(another).board.services[0].evidence == nil, "what another build has kept is left out")
    }

    @Test func `the snapshot explains each verdict`() throws {
        let board = try ReportBoards.board()
        let snapshot = try Snapshot.take(
            id: "s",
            origin: .init(by: "a", host: "h", program: "p", zone: SnapshotZone(name: "JST", offsetSeconds: 32_400)),
            configuration: try ReportBoards.configuration(), board: board, queries: [])
        let trial = try #require(board.trial(of: board.services[0]))
        let markdown = snapshot.markdown
        let part = try #require(markdown.components(after: "## Evidence", before: "## Impact"))
        #expect(part.contains("### api"))
        #expect(part.contains(Markdown.text(trial.judgement.reason)))
        #expect(!trial.step.isEmpty)
        for account in trial.step {
            #expect(
                part.contains(
                    "| \(account.metric.rawValue) | this step | \(account.minutes) | \(Markdown.text(account.counts)) |"
                ))
        }
        #expect(part.contains("| errors | the whole migration |"))
        #expect(!part.contains("### worker"), "nothing is compared there")
        let json = try JSONValue(reading: snapshot.json)
        let written = json["board"]?["services"]?.list?.first
        #expect(written?["evidence"]?["reason"]?.text == trial.judgement.reason)
        #expect(try Snapshot.read(snapshot.json).markdown == markdown)
    }
}

extension String {
    /// What stands between two texts; `nil` where either is missing.
    fileprivate func components(after begin: String, before end: String) -> String? {
        guard let first = range(of: begin), let last = range(of: end) else { return nil }
        return String(self[first.upperBound..<last.lowerBound])
    }
}
