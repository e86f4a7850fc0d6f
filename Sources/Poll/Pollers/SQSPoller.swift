package import AWS
package import Model
import Synchronization

/// Asks for the depth of every queue; a queue's URL is asked for once.
package final class SQSPoller: SourcePoller {
    package let source = Source.sqs
    private let sender: any RequestSender
    private let queues: [(service: String, queue: String)]
    private let urls = Mutex<[String: String]>([:])

    package init(configuration: Configuration, sender: any RequestSender) {
        self.sender = sender
        queues = configuration.services.compactMap { service in service.queue.map { (service.name, $0) } }
    }

    package func poll(_ context: PollContext, deadline: ContinuousClock.Instant) async -> PollResult {
        var answer = PollResult()
        for queue in queues.map(\.queue).withoutRepeats() {
            do throws(AWSError) {
                let url = try await url(of: queue, deadline)
                let found = try await sender.sqs.queueAttributes(url: url, deadline: deadline)
                let reading = QueueReading(
                    visible: found.visible, inFlight: found.inFlight, delayed: found.delayed,
                    deadLetterQueue: found.redrive.map { Self.name(of: $0.deadLetterQueueARN) })
                for entry in queues where entry.queue == queue { answer.queues[entry.service] = reading }
                answer.answered = true
            } catch {
                if error.kind == .notFound { urls.withLock { $0[queue] = nil } }
                answer.add(problem: error.sentence)
            }
        }
        return answer
    }

    private func url(of queue: String, _ deadline: ContinuousClock.Instant) async throws(AWSError) -> String {
        if queue.contains("://") { return queue }
        if let known = urls.withLock({ $0[queue] }) { return known }
        let url = try await sender.sqs.queueURL(of: queue, deadline: deadline)
        urls.withLock { $0[queue] = url }
        return url
    }

    /// The name of a queue that is configured by name, URL or ARN: CloudWatch's `QueueName`.
    static func name(of queue: String) -> String {
        if let arn = ARN(queue) { return arn.name }
        return queue.split(separator: "/").last.map(String.init) ?? queue
    }
}
