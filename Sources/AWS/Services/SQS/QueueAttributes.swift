import FoundationEssentials

/// The counts and settings of an SQS queue. The counts are approximate and may lag by a minute.
package struct QueueAttributes: Sendable, Equatable {
    /// Where messages go that were received too often.
    package struct Redrive: Sendable, Equatable {
        /// The queue they are moved to.
        package let deadLetterQueueARN: String
        /// How often is too often.
        package let maxReceiveCount: Int?

        /// Makes a policy.
        package init(deadLetterQueueARN: String, maxReceiveCount: Int?) {
            self.deadLetterQueueARN = deadLetterQueueARN
            self.maxReceiveCount = maxReceiveCount
        }
    }

    /// The queue's ARN.
    package var arn: String?
    /// Messages that wait to be received.
    package var visible: Int
    /// Messages that were received and are not deleted yet.
    package var inFlight: Int
    /// Messages that may not be received yet.
    package var delayed: Int
    /// Seconds since 1970.
    package var createdAt: Double?
    /// Seconds for which a received message stays hidden.
    package var visibilityTimeout: Int?
    /// Seconds after which a message is dropped.
    package var retention: Int?
    /// What befalls messages that fail again and again; nil when they are tried until they expire.
    package var redrive: Redrive?

    /// Makes the counts of a queue without settings.
    package init(visible: Int, inFlight: Int = 0, delayed: Int = 0) {
        self.visible = visible
        self.inFlight = inFlight
        self.delayed = delayed
    }
}

extension QueueAttributes: Decodable {
    private enum CodingKeys: String, CodingKey {
        case arn = "QueueArn"
        case visible = "ApproximateNumberOfMessages"
        case inFlight = "ApproximateNumberOfMessagesNotVisible"
        case delayed = "ApproximateNumberOfMessagesDelayed"
        case createdAt = "CreatedTimestamp"
        case visibilityTimeout = "VisibilityTimeout"
        case retention = "MessageRetentionPeriod"
        case redrive = "RedrivePolicy"
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        func count(_ key: CodingKeys) throws -> Int {
            guard let count = try fields.number(key) else {
                throw DecodingError.keyNotFound(
                    key, .init(codingPath: decoder.codingPath, debugDescription: "the queue's count is missing"))
            }
            return count
        }
        self.init(visible: try count(.visible), inFlight: try count(.inFlight), delayed: try count(.delayed))
        arn = try fields.text(.arn)
        // All values are texts here, this one too.
        createdAt = try fields.text(.createdAt).flatMap(Double.init)
        visibilityTimeout = try fields.number(.visibilityTimeout)
        retention = try fields.number(.retention)
        redrive = try fields.text(.redrive).map { try JSONDecoder().decode(Redrive.self, from: Data($0.utf8)) }
    }
}

extension QueueAttributes.Redrive: Decodable {
    private enum CodingKeys: String, CodingKey {
        case deadLetterQueueARN = "deadLetterTargetArn"
        case maxReceiveCount
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        // The count comes as a number or as text, as whoever made the queue wrote it.
        self.init(
            deadLetterQueueARN: try fields.decode(String.self, forKey: .deadLetterQueueARN),
            maxReceiveCount: try fields.number(.maxReceiveCount))
    }
}
