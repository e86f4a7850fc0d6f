import Model

/// Requests to SQS: a queue's URL and its message counts.
package struct SQS: Sendable {
    let sender: any RequestSender

    /// The URL of a queue, by its name or ARN. Throws an error when the queue does not exist.
    package func queueURL(of queue: String, deadline: ContinuousClock.Instant) async throws(AWSError) -> String {
        var question = ["QueueName": queue]
        if let arn = ARN(queue) {
            question["QueueName"] = arn.name
            question["QueueOwnerAWSAccountId"] = arn.account.isEmpty ? nil : arn.account
        }
        let request = request("GetQueueUrl", JSONAnswer.encode(question), resource: "queue \(queue)")
        return try await sender.json(QueueURLAnswer.self, request, deadline: deadline).url
    }

    /// The attributes of a queue.
    ///
    /// - Parameter url: A URL that ``queueURL(of:deadline:)`` returned.
    package func queueAttributes(
        url: String, deadline: ContinuousClock.Instant
    ) async throws(AWSError) -> QueueAttributes {
        let question = AttributesQuestion(url: url)
        let name = url.split(separator: "/").last.map(String.init) ?? url
        let request = request("GetQueueAttributes", JSONAnswer.encode(question), resource: "queue \(name)")
        return try await sender.json(AttributesAnswer.self, request, deadline: deadline).attributes
    }

    private func request(_ operation: String, _ body: [UInt8], resource: String) -> AWSRequest {
        .json(
            .sqs, operation, target: "AmazonSQS.\(operation)", contentType: "application/x-amz-json-1.0", body: body,
            resource: resource, extraHeaders: [("x-amzn-query-mode", "true")])
    }
}

extension RequestSender {
    /// Requests to SQS.
    package var sqs: SQS { SQS(sender: self) }
}

private struct AttributesQuestion: Encodable {
    let url: String
    let names = ["All"]

    enum CodingKeys: String, CodingKey {
        case url = "QueueUrl"
        case names = "AttributeNames"
    }
}

private struct QueueURLAnswer: Decodable {
    let url: String

    enum CodingKeys: String, CodingKey {
        case url = "QueueUrl"
    }
}

private struct AttributesAnswer: Decodable {
    let attributes: QueueAttributes

    enum CodingKeys: String, CodingKey {
        case attributes = "Attributes"
    }
}
