import Model

/// Requests to ECS: services, tasks and task definitions.
package struct ECS: Sendable {
    /// The things found, and the failures for those not found. ECS reports a missing thing with HTTP 200, not as an
    /// error.
    package struct Answer<Value: Sendable & Equatable>: Sendable, Equatable {
        /// The things found, in the order of the batches.
        package var values: [Value]
        /// Why the other things are missing.
        package var failures: [Failure]
        /// Things in the response that cannot be read. Each costs only itself.
        package var odd: [OddElement]

        package init(values: [Value], failures: [Failure], odd: [OddElement] = []) {
            self.values = values
            self.failures = failures
            self.odd = odd
        }
    }

    /// Why one thing is missing in the response.
    package struct Failure: Sendable, Equatable {
        /// The ARN that was requested, or that ECS made from the requested name.
        @Answered<Wire.Text> package var arn: String? = nil
        /// The reason in one word.
        @Answered<Wire.Word<FailureReason>> package var reason: FailureReason? = nil
        /// More details, if ECS gives them.
        @Answered<Wire.Text> package var detail: String? = nil

        package init(arn: String? = nil, reason: FailureReason? = nil, detail: String? = nil) {
            self.arn = arn
            self.reason = reason
            self.detail = detail
        }
    }

    /// Why ECS did not return one thing (ECS API, "API failure reasons").
    package enum FailureReason: ForeignWord {
        case missing, accessDenied
        case other(String)

        package static let known: [FailureReason] = [.missing, .accessDenied]

        package var rawValue: String {
            switch self {
            case .missing: "MISSING"
            case .accessDenied: "ACCESS_DENIED"
            case .other(let word): word
            }
        }
    }

    /// Which tasks to list. ECS forgets stopped tasks after an hour or slightly more.
    package enum DesiredStatus: String, Sendable { case running = "RUNNING", stopped = "STOPPED" }

    let sender: any RequestSender
    /// Task ARNs per page; the maximum of the API is 100.
    var pageSize = 100

    /// Maximum services per call of DescribeServices (ECS API).
    static let serviceBatchSize = 10
    /// Maximum tasks per call of DescribeTasks (ECS API).
    static let taskBatchSize = 100

    /// Describes services of one cluster, by names or ARNs, with their deployments and last events (ECS API,
    /// DescribeServices).
    package func services(
        cluster: String, names: [String], deadline: ContinuousClock.Instant
    ) async throws(AWSError) -> Answer<ECSService> {
        let batches = names.withoutRepeats().batches(of: Self.serviceBatchSize)
        let answers = try await concurrently(batches) { batch throws(AWSError) -> ServicesAnswer in
            let resource = "services \(batch.joined(separator: ", ")) in cluster \(cluster)"
            return try await ask(
                "DescribeServices", ["cluster": .one(cluster), "services": .many(batch)], resource, deadline)
        }
        return Answer(
            values: answers.flatMap(\.services.values), failures: answers.flatMap { $0.failures },
            odd: answers.flatMap(\.services.odd))
    }

    /// Describes one service of a cluster. Throws if it does not exist, was deleted, or access is denied.
    package func service(
        cluster: String, name: String, deadline: ContinuousClock.Instant
    ) async throws(AWSError) -> ECSService {
        try await services(cluster: cluster, names: [name], deadline: deadline).service(name, of: cluster)
    }

    /// Lists the ARNs of a service's tasks: those to run, or those stopped or to be stopped (ECS API, ListTasks).
    ///
    /// - Parameter most: At about so many the listing ends, a page at the earliest.
    package func taskARNs(
        cluster: String, service: String, desiredStatus: DesiredStatus = .running, most: Int = .max,
        deadline: ContinuousClock.Instant
    ) async throws(AWSError) -> [String] {
        var count = 0
        return try await allPages { marker throws(AWSError) in
            var question: [String: Parameter] = [
                "cluster": .one(cluster), "serviceName": .one(service), "desiredStatus": .one(desiredStatus.rawValue),
                "maxResults": .number(pageSize),
            ]
            question["nextToken"] = marker.map { .one($0) }
            let request = request("ListTasks", question, "tasks of service \(service) in cluster \(cluster)")
            let answer = try await sender.json(TaskARNsAnswer.self, request, deadline: deadline)
            count += answer.taskArns.count
            return Page(elements: answer.taskArns, next: count < most ? answer.nextToken : nil, request: request)
        }
    }

    /// Describes tasks of one cluster, by ARNs or ids (ECS API, DescribeTasks).
    package func tasks(
        cluster: String, arns: [String], deadline: ContinuousClock.Instant
    ) async throws(AWSError) -> Answer<ECSTask> {
        let batches = arns.withoutRepeats().batches(of: Self.taskBatchSize)
        let answers = try await concurrently(batches) { batch throws(AWSError) -> TasksAnswer in
            let resource = "\(batch.count) tasks in cluster \(cluster)"
            return try await ask(
                "DescribeTasks", ["cluster": .one(cluster), "tasks": .many(batch)], resource, deadline)
        }
        return Answer(
            values: answers.flatMap(\.tasks.values), failures: answers.flatMap { $0.failures },
            odd: answers.flatMap(\.tasks.odd))
    }

    /// Describes one revision of a task definition, by ARN or `family:revision` (ECS API, DescribeTaskDefinition).
    /// Throws if it does not exist.
    package func taskDefinition(
        _ arn: String, deadline: ContinuousClock.Instant
    ) async throws(AWSError) -> TaskDefinition {
        let answer: TaskDefinitionAnswer = try await ask(
            "DescribeTaskDefinition", ["taskDefinition": .one(arn)], arn, deadline)
        return answer.taskDefinition
    }

    func ask<Value: Decodable>(
        _ operation: String, _ question: [String: Parameter], _ resource: String,
        _ deadline: ContinuousClock.Instant
    ) async throws(AWSError) -> Value {
        try await sender.json(Value.self, request(operation, question, resource), deadline: deadline)
    }

    func request(_ operation: String, _ question: [String: Parameter], _ resource: String) -> AWSRequest {
        .json(
            .ecs, operation, target: "AmazonEC2ContainerServiceV20141113.\(operation)",
            contentType: "application/x-amz-json-1.1", body: JSONAnswer.encode(question), resource: resource)
    }
}

extension ECS.Answer<ECSService> {
    /// The service of that name. Throws why the response does not have it; a deleted service counts as not found.
    package func service(_ name: String, of cluster: String) throws(AWSError) -> ECSService {
        func refusal(_ kind: AWSError.Kind, _ code: String, _ message: String) -> AWSError {
            AWSError(
                kind, service: .ecs, operation: "DescribeServices", resource: "service \(name) in cluster \(cluster)",
                code: code, message: message)
        }
        if let service = values.first(where: { $0.name == name }) {
            guard service.isGone else { return service }
            throw refusal(.notFound, "", "it was deleted and is \(service.status?.rawValue ?? "gone")")
        }
        if let odd = odd.first(where: { $0.mayBe(name) }) { throw refusal(.malformed, "", odd.words) }
        let failure = failures.first { failure in
            failure.arn?.split(whereSeparator: { $0 == "/" || $0 == ":" }).last.map(String.init) == name
        }
        let detail = failure?.detail ?? ""
        switch failure?.reason {
        case .missing?: throw refusal(.notFound, "MISSING", detail)
        case .accessDenied?: throw refusal(.accessDenied, "ACCESS_DENIED", detail)
        case .other(let word)?: throw refusal(.rejected, word, detail)
        case nil: throw refusal(.malformed, "", "ECS left it out of its answer and gave no reason")
        }
    }
}

extension RequestSender {
    /// Requests to ECS.
    package var ecs: ECS { ECS(sender: self) }
}

extension ECS.Failure: Decodable {}

extension ECS.Failure {
    /// The reason and the details in ECS's words.
    package var words: String { [reason?.rawValue, detail].compactMap(\.self).joined(separator: ": ") }
}

extension ECS {
    /// A parameter of a request in JSON.
    enum Parameter: Encodable {
        case one(String)
        case many([String])
        case number(Int)

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .one(let text): try container.encode(text)
            case .many(let texts): try container.encode(texts)
            case .number(let number): try container.encode(number)
            }
        }
    }
}

private struct ServicesAnswer: Decodable, Sendable {
    @Answered<Wire.NeededEach<ECSService>> var services: Elements<ECSService>
    @Answered<Wire.List<ECS.Failure>> var failures: [ECS.Failure]
}

private struct TasksAnswer: Decodable, Sendable {
    @Answered<Wire.NeededEach<ECSTask>> var tasks: Elements<ECSTask>
    @Answered<Wire.List<ECS.Failure>> var failures: [ECS.Failure]
}

struct TaskARNsAnswer: Decodable, Sendable {
    let taskArns: [String]
    @Answered<Wire.Text> var nextToken: String?
}

private struct TaskDefinitionAnswer: Decodable, Sendable {
    let taskDefinition: TaskDefinition
}
