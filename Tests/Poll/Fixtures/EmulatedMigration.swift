import AWS
import Fixtures
import Foundation
import MigrationFile
import Model
import Store
import World

@testable import Poll

/// A migration of the emulated world, polled by our pollers into a store of its own.
///
/// moto answers ELBv2, EC2, Auto Scaling and SQS; ministack answers Route 53, ECS and CloudWatch.
struct EmulatedMigration {
    let world: EmulatedWorld
    let configuration: Configuration
    let client: AWSClient
    let pollers: [any SourcePoller]
    let store: SQLiteStore

    /// - Parameter path: One of the world's configuration files.
    init(
        _ world: EmulatedWorld, path: String, environment: [String: String],
        changing change: (inout Configuration) -> Void = { _ in }
    ) throws {
        self.world = world
        let text = try String(contentsOfFile: path, encoding: .utf8)
        var configuration = try Configuration.read(text: text, file: path)
        change(&configuration)
        self.configuration = configuration
        client = try AWSClient(settings: AWSSettings(configuration, environment: environment))
        pollers = configuration.pollers(sender: client, pacer: RequestPacer(interval: .milliseconds(100)))
        store = try TemporaryStore.open(configuration.migration)
    }

    /// Polls every source once; returns the report and the board after it.
    func poll() async throws -> (report: PollOnce.Report, board: Board) {
        let once = PollOnce(configuration: configuration, pollers: pollers, store: store)
        let report = await once.run(holder: "test@here:\(UUID().uuidString)")
        return (report, try board())
    }

    func board() throws -> Board { try store.board(of: configuration, minutes: 60, at: MachineClock().now()) }

    /// The requests sent so far, by action.
    var calls: [String: Int] { client.calls() }
}
