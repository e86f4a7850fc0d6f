import AWS
import FoundationEssentials
import Model
import Poll
import Store

/// Everything that polls in this process: one client of AWS, the lease, and a task for each source.
struct Polling: Sendable {
    let client: AWSClient
    private let configuration: Configuration
    private let store: any StateStore
    private let log: PollLog

    init(_ configuration: Configuration, store: any StateStore, log: @escaping PollLog) throws {
        self.configuration = configuration
        self.store = store
        self.log = log
        do {
            client = try AWSClient(settings: Self.settings(configuration))
        } catch {
            throw Failure(error.sentence, status: 2)
        }
    }

    static func settings(_ configuration: Configuration) -> AWSSettings {
        var settings = AWSSettings(configuration, environment: ProcessInfo.processInfo.environment)
        settings.userAgent = Build.userAgent
        return settings
    }

    /// Polls whenever this process can have the lease, until the task is cancelled; gives the lease back at the end.
    func run() async {
        let keeper = LeaseKeeper(configuration: configuration, store: store, holder: Operator.process, log: log)
        let loop = PollerLoop(
            configuration: configuration, pollers: configuration.pollers(sender: client), store: store, log: log)
        await keeper.run { lease in _ = await loop.run(token: lease.token) }
        await client.shutdown()
    }
}
