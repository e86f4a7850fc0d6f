import AWS
import FoundationEssentials
import Model
import Poll
import Rollout
import Store

/// Everything that polls and carries out orders in this process: one client of AWS, the lease, a task for each source,
/// and the rollout controller.
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

    /// The account of the credentials; `nil` when AWS does not say within three seconds.
    func account() async -> String? {
        try? await STS(client).getCallerIdentity(deadline: .now + .seconds(3)).account
    }

    /// The client of this process, with each request in its log.
    private var logged: LoggedSender { LoggedSender(sender: client, log: log) }

    /// Polls whenever this process can have the lease, until the task is cancelled or the store refuses this process for
    /// good. Releases the lease at the end.
    @discardableResult
    func run() async -> LeaseKeeper.End {
        let failures = StoreFailures(log)
        let stamp = configuration.stamp()
        let account = await account()
        let keeper = LeaseKeeper(
            configuration: configuration, store: store, holder: Operator.process, account: account, stamp: stamp,
            log: log, failures: failures)
        let pacer = RequestPacer()
        let loop = PollerLoop(
            configuration: configuration, pollers: configuration.pollers(sender: logged, pacer: pacer),
            layouts: TopologyReader(configuration: configuration, sender: logged, pacer: pacer),
            histories: FleetHistoryReader(
                configuration: configuration, sender: logged,
                resolution: BalancerResolution(configuration: configuration, sender: logged)),
            store: store, log: log, failures: failures)
        let controller = controller(account: account)
        let end = await keeper.run { lease in
            await withTaskGroup(of: Void.self) { group in
                group.addTask { _ = await loop.run(token: lease.token) }
                group.addTask { _ = await controller.run(token: lease.token) }
                let splits = SplitKeeper(
                    configuration, store: store, sender: PacedSender(logged, pacer: pacer), clock: MachineClock())
                group.addTask { await splits.run() }
                // Beside the controller, and without delaying it.
                group.addTask { await HookRunner(configuration, store: store).run() }
                // The one that finds the lease lost ends the other.
                await group.next()
                group.cancelAll()
            }
        }
        await client.shutdown()
        return end
    }

    /// The rollout controller under this process's lease.
    ///
    /// It does not wait for the pollers. Route 53 allows five requests a second to the whole account. The controller
    /// uses up to four of them during the seconds of a step or a roll back.
    ///
    /// - Parameters:
    ///   - takesInitiative: Whether it also acts without an order.
    ///   - account: The account of the credentials, if it is known.
    func controller(
        times: ControllerTiming = ControllerTiming(), takesInitiative: Bool = true, account: String? = nil
    ) -> RolloutController {
        let sender = PacedSender(logged, pacer: RequestPacer(interval: .milliseconds(240)))
        return RolloutController(
            configuration: configuration, store: store, sender: sender, holder: Operator.process,
            takesInitiative: takesInitiative, times: times, clock: MachineClock(), account: account)
    }
}
