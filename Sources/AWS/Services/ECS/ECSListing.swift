// Lists what ECS has, without known names: clusters, the services of a cluster, all its tasks.

/// An ECS cluster, with its numbers of services and tasks.
package struct ECSCluster: Sendable, Equatable {
    package let arn: String
    /// The name, unique in the region.
    package let name: String
    /// Services that are not being deleted; nil if the response does not say.
    @Answered<Wire.Count> package var activeServices: Int? = nil
    /// Running tasks; nil if the response does not say.
    @Answered<Wire.Number> package var runningTasks: Int? = nil

    /// Makes a cluster without counts.
    package init(arn: String, name: String) {
        self.arn = arn
        self.name = name
    }
}

extension ECS {
    /// Lists the ARNs of all clusters of the account in the region (ECS API, ListClusters).
    package func clusterARNs(deadline: ContinuousClock.Instant) async throws(AWSError) -> [String] {
        try await listed("ListClusters", [:], "all clusters", deadline) { (answer: ClusterARNsAnswer) in
            (answer.clusterArns, answer.nextToken)
        }
    }

    /// Describes these clusters with their counts (ECS API, DescribeClusters).
    package func clusters(
        arns: [String], deadline: ContinuousClock.Instant
    ) async throws(AWSError) -> Answer<ECSCluster> {
        let batches = arns.withoutRepeats().batches(of: Self.clusterBatchSize)
        let answers = try await concurrently(batches) { batch throws(AWSError) -> ClustersAnswer in
            try await ask("DescribeClusters", ["clusters": .many(batch)], "\(batch.count) clusters", deadline)
        }
        return Answer(values: answers.flatMap(\.clusters), failures: answers.flatMap { $0.failures })
    }

    /// Lists the ARNs of all services of a cluster (ECS API, ListServices).
    package func serviceARNs(
        cluster: String, deadline: ContinuousClock.Instant
    ) async throws(AWSError) -> [String] {
        try await listed("ListServices", ["cluster": .one(cluster)], "services of cluster \(cluster)", deadline) {
            (answer: ServiceARNsAnswer) in (answer.serviceArns, answer.nextToken)
        }
    }

    /// Lists the ARNs of all tasks of a cluster that are to run, whoever started them (ECS API, ListTasks).
    package func taskARNs(
        cluster: String, deadline: ContinuousClock.Instant
    ) async throws(AWSError) -> [String] {
        let question: [String: Parameter] = [
            "cluster": .one(cluster), "desiredStatus": .one(DesiredStatus.running.rawValue),
        ]
        return try await listed("ListTasks", question, "tasks of cluster \(cluster)", deadline) {
            (answer: TaskARNsAnswer) in (answer.taskArns, answer.nextToken)
        }
    }

    /// Maximum clusters per call of DescribeClusters (ECS API).
    private static let clusterBatchSize = 100

    private func listed<Answer: Decodable>(
        _ operation: String, _ question: [String: Parameter], _ resource: String, _ deadline: ContinuousClock.Instant,
        _ page: (Answer) -> (elements: [String], next: String?)
    ) async throws(AWSError) -> [String] {
        try await allPages { marker throws(AWSError) in
            var question = question
            question["maxResults"] = .number(pageSize)
            question["nextToken"] = marker.map { .one($0) }
            let request = request(operation, question, resource)
            let answer = page(try await sender.json(Answer.self, request, deadline: deadline))
            return Page(elements: answer.elements, next: answer.next, request: request)
        }
    }
}

extension ECSCluster: Decodable {
    private enum CodingKeys: String, CodingKey {
        case arn = "clusterArn"
        case name = "clusterName"
        case activeServices = "activeServicesCount"
        case runningTasks = "runningTasksCount"
    }
}

private struct ClusterARNsAnswer: Decodable, Sendable {
    let clusterArns: [String]
    @Answered<Wire.Text> var nextToken: String?
}

private struct ClustersAnswer: Decodable, Sendable {
    @Answered<Wire.NeededList<ECSCluster>> var clusters: [ECSCluster]
    @Answered<Wire.List<ECS.Failure>> var failures: [ECS.Failure]
}

private struct ServiceARNsAnswer: Decodable, Sendable {
    let serviceArns: [String]
    @Answered<Wire.Text> var nextToken: String?
}
