import AWS
import Discover
import Synchronization

/// The program's clients by region; some actions may be denied before they are sent.
final class CountedSenders: Sendable {
    private let environment: [String: String]
    private let denied: Set<String>
    private let places = Mutex<[String: (client: AWSClient, sender: any RequestSender)]>([:])

    init(environment: [String: String], denied: Set<String>) {
        self.environment = environment
        self.denied = denied
    }

    func sender(_ region: String) throws(AWSError) -> any RequestSender {
        try places.withLock { places throws(AWSError) in
            if let known = places[region] { return known.sender }
            let client = try AWSClient(settings: AWSSettings(region: region, environment: environment))
            let sender = AnswerMemory(DenyingSender(sender: client, denied: denied))
            places[region] = (client, sender)
            return sender
        }
    }

    /// Closes all connections. Returns the calls of all regions together.
    func end() async -> [String: Int] {
        let clients = places.withLock { places in places.values.map(\.client) }
        for client in clients { await client.shutdown() }
        return clients.reduce(into: [:]) { $0.merge($1.calls(), uniquingKeysWith: +) }
    }
}

/// Answers some actions as IAM does when a policy does not allow them.
struct DenyingSender: RequestSender {
    let sender: any RequestSender
    let denied: Set<String>

    func send(_ request: AWSRequest, deadline: ContinuousClock.Instant) async throws(AWSError) -> AWSResponse {
        guard !denied.contains(request.action) else {
            throw AWSError(
                .accessDenied, service: request.service, operation: request.operation, resource: request.resource,
                code: "AccessDenied", message: "not authorized to perform: \(request.action)", httpStatus: 403)
        }
        return try await sender.send(request, deadline: deadline)
    }
}
