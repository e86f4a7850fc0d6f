import Model
import Testing

@testable import AWS

@Suite("SQS: a queue's address and counts")
struct SQSTests {
    @Test func `a queue's URL by name, and by ARN with its owner`() async throws {
        let sender = CannedSender(#"{"QueueUrl":"https://sqs.example/111122223333/jobs"}"#)
        #expect(try await sender.sqs.queueURL(of: "jobs", deadline: soon) == "https://sqs.example/111122223333/jobs")
        _ = try await sender.sqs.queueURL(of: "arn:aws:sqs:eu-west-1:444455556666:jobs", deadline: soon)
        #expect(
            sender.bodies == [
                #"{"QueueName":"jobs"}"#, #"{"QueueName":"jobs","QueueOwnerAWSAccountId":"444455556666"}"#,
            ])
        #expect(sender.requests[0].headers.contains { $0 == ("x-amz-target", "AmazonSQS.GetQueueUrl") })
        #expect(sender.requests[0].headers.contains { $0 == ("x-amzn-query-mode", "true") })
    }

    @Test(arguments: ["5", #"\"5\""#])
    func `counts come as text, the redrive policy as JSON in text`(count: String) async throws {
        let sender = CannedSender(
            """
            {"Attributes":{"ApproximateNumberOfMessages":"376","ApproximateNumberOfMessagesDelayed":"1",
              "ApproximateNumberOfMessagesNotVisible":"12",
             "CreatedTimestamp":"1795409573.5","VisibilityTimeout":"30","MessageRetentionPeriod":"345600",
               "QueueArn":"arn:aws:sqs:eu-west-1:111122223333:jobs",
             "RedrivePolicy":"{\\"deadLetterTargetArn\\":\\"arn:aws:sqs:eu-west-1:111122223333:dead\\",\\"maxReceiveCount\\":\(count)}"}}
            """)
        var expected = QueueAttributes(visible: 376, inFlight: 12, delayed: 1)
        expected.arn = "arn:aws:sqs:eu-west-1:111122223333:jobs"
        (expected.createdAt, expected.visibilityTimeout, expected.retention) = (
            Moment(seconds: 1_795_409_573.5), 30, 345_600
        )
        expected.redrive = .init(deadLetterQueueARN: "arn:aws:sqs:eu-west-1:111122223333:dead", maxReceiveCount: 5)
        let url = "https://sqs.example/111122223333/jobs"
        #expect(try await sender.sqs.queueAttributes(url: url, deadline: soon) == expected)
        #expect(sender.bodies == [#"{"AttributeNames":["All"],"QueueUrl":"https://sqs.example/111122223333/jobs"}"#])
        #expect(sender.requests[0].resource == "queue jobs")
    }

    @Test(arguments: [
        #"{"Attributes":{"ApproximateNumberOfMessagesDelayed":"0","ApproximateNumberOfMessagesNotVisible":"0"}}"#,
        #"{"Attributes":{"ApproximateNumberOfMessages":"many","ApproximateNumberOfMessagesDelayed":"0","ApproximateNumberOfMessagesNotVisible":"0"}}"#,
        #"{"Attributes":{}}"#, "{}",
        #"{"Attributes":{"ApproximateNumberOfMessages":"1","ApproximateNumberOfMessagesDelayed":"0","ApproximateNumberOfMessagesNotVisible":"0","RedrivePolicy":"none"}}"#,
    ])
    func `a missing or odd count is no zero`(body: String) async {
        let error = await #expect(throws: AWSError.self) {
            try await CannedSender(body).sqs.queueAttributes(url: "u", deadline: soon)
        }
        #expect(error?.kind == .malformed)
    }
}
