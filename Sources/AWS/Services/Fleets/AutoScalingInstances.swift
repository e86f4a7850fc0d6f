// Finds the Auto Scaling group of an instance.

/// An instance, with the Auto Scaling group that it belongs to.
package struct GroupedInstance: Sendable, Equatable {
    /// The instance's id.
    package let id: String
    /// The name of its group. The group started the instance, or the instance was attached to it.
    package let groupName: String

    /// Makes an instance in that group.
    package init(id: String, groupName: String) {
        self.id = id
        self.groupName = groupName
    }
}

extension AutoScaling {
    /// The most instances per call (Auto Scaling API, DescribeAutoScalingInstances).
    private static let instanceBatchSize = 50

    /// The instances that belong to a group. The API leaves out the others.
    package func groupedInstances(
        ids: [String], deadline: ContinuousClock.Instant
    ) async throws(AWSError) -> [GroupedInstance] {
        let batches = ids.withoutRepeats().batches(of: Self.instanceBatchSize)
        let parts = try await concurrently(batches) { batch throws(AWSError) in
            let request = AWSRequest.form(
                .autoScaling, GroupedInstance.operation, version: "2011-01-01", .members("InstanceIds", batch),
                resource: batch.joined(separator: ", "))
            let answer = try await sender.xml(
                QueryList<GroupedInstance>.self, root: "\(GroupedInstance.operation)Response", request,
                deadline: deadline)
            return try Page(elements: answer.elements, odd: answer.odd, next: nil, request: request).whole()
        }
        return parts.flatMap { $0 }
    }
}

extension GroupedInstance: QueryListed {
    static var operation: String { "DescribeAutoScalingInstances" }
    static var listName: String { "AutoScalingInstances" }

    private enum CodingKeys: String, CodingKey {
        case id = "InstanceId"
        case groupName = "AutoScalingGroupName"
    }
}
