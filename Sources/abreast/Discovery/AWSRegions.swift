import AWS
import Discover
import Model
import Poll
import Synchronization

/// Clients of AWS by region, created when needed. Each sends the same request once.
final class AWSRegions: Sendable {
    private struct RegionClient {
        let client: AWSClient
        let sender: any RequestSender
    }

    private let settings: AWSSettings
    private let questions: InFlightRequests
    private let clients = Mutex<[String: RegionClient]>([:])

    /// Route 53 allows five requests a second to the whole account.
    private static let pace = Duration.milliseconds(250)

    init(_ settings: AWSSettings, _ questions: InFlightRequests) {
        self.settings = settings
        self.questions = questions
    }

    /// The sender for a region. Throws what is wrong with the settings.
    func sender(_ region: String) throws(AWSError) -> any RequestSender {
        try clients.withLock { clients throws(AWSError) in
            if let known = clients[region] { return known.sender }
            var settings = settings
            settings.region = region
            let client = try AWSClient(settings: settings)
            let paced = PacedSender(questions.timed(client), pacer: RequestPacer(interval: Self.pace))
            let regional = RegionClient(client: client, sender: AnswerMemory(paced))
            clients[region] = regional
            return regional.sender
        }
    }

    /// How many HTTP requests were sent for each IAM action, in all regions.
    func calls() -> [String: Int] {
        clients.withLock { clients in
            clients.values.reduce(into: [:]) { sum, regional in
                sum.merge(regional.client.calls(), uniquingKeysWith: +)
            }
        }
    }

    /// Closes all connections.
    func shutdown() async {
        for regional in clients.withLock({ Array($0.values) }) { await regional.client.shutdown() }
    }
}
