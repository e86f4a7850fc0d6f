import FoundationEssentials
package import Model

/// The counts and settings of an SQS queue. The counts are approximate and may lag by a minute.
package struct QueueAttributes: Sendable, Equatable {
    /// Where messages go that were received too often.
    package struct Redrive: Sendable, Equatable {
        /// The queue they are moved to.
        package let deadLetterQueueARN: String
        /// How often is too often.
        @Answered<Wire.Number> package var maxReceiveCount: Int? = nil

        /// Makes a policy.
        package init(deadLetterQueueARN: String, maxReceiveCount: Int?) {
            self.deadLetterQueueARN = deadLetterQueueARN
            self.maxReceiveCount = maxReceiveCount
        }
    }

    /// The queue's ARN.
    @Answered<Wire.Text> package var arn: String? = nil
    /// Messages that wait to be received.
    @Answered<Wire.NeededNumber> package var visible: Int
    /// Messages that were received and are not deleted yet.
    @Answered<Wire.NeededNumber> package var inFlight: Int
    /// Messages that may not be received yet.
    @Answered<Wire.NeededNumber> package var delayed: Int
    /// When it was made.
    @Answered<Wire.WrittenTime> package var createdAt: Moment? = nil
    /// Seconds for which a received message stays hidden.
    @Answered<Wire.Number> package var visibilityTimeout: Int? = nil
    /// Seconds after which a message is dropped.
    @Answered<Wire.Number> package var retention: Int? = nil
    /// What befalls messages that fail again and again; nil when they are tried until they expire.
    @Answered<Wire.WrittenJSON<Redrive>> package var redrive: Redrive? = nil

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
}

extension QueueAttributes.Redrive: Decodable {
    private enum CodingKeys: String, CodingKey {
        case deadLetterQueueARN = "deadLetterTargetArn"
        case maxReceiveCount
    }
}

// SQS writes all values of a queue as texts, also times and objects.
extension Wire {
    /// Seconds since 1970 as a text.
    package enum WrittenTime: OptionalKind {
        package static var absent: Moment? { nil }

        package static func read(_ field: any Decoder) -> Moment? {
            guard let seconds = Text.read(field).flatMap(Double.init), (0..<1e12).contains(seconds) else { return nil }
            return Moment(seconds: seconds)
        }
    }

    /// JSON as a text. Throws when there is a text that is none: a queue would look as if it had no dead-letter queue.
    package enum WrittenJSON<Value: Decodable & Sendable>: OptionalKind {
        package static var absent: Value? { nil }

        package static func read(_ field: any Decoder) throws -> Value? {
            guard let text = Text.read(field) else { return nil }
            do {
                return try JSONDecoder().decode(Value.self, from: Data(text.utf8))
            } catch {
                throw odd(field, "not the JSON that was expected")
            }
        }
    }
}
