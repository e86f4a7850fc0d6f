// Which group an instance belongs to, when only the instance is known.

/// An instance of some Auto Scaling group.
package struct GroupedInstance: Sendable, Equatable {
    /// The instance's id.
    package let id: String
    /// The name of the group that started it or that it was attached to.
    package let groupName: String

    /// Makes an instance of that group.
    package init(id: String, groupName: String) {
        self.id = id
        self.groupName = groupName
    }
}

extension AutoScaling {
    /// Instances a call of DescribeAutoScalingInstances takes (Auto Scaling API).
    private static let instanceBatchSize = 50

    /// Those of the instances that belong to a group; the API is silent about the others.
    package func groupedInstances(
        ids: [String], deadline: ContinuousClock.Instant
    ) async throws(AWSError) -> [GroupedInstance] {
        let batches = ids.withoutRepeats().batches(of: Self.instanceBatchSize)
        let parts = try await concurrently(batches) { batch throws(AWSError) in
            let request = AWSRequest.form(
                .autoScaling, GroupedInstance.operation, version: "2011-01-01", .members("InstanceIds", batch),
                resource: batch.joined(separator: ", "))
            return try await sender.xml(
                QueryList<GroupedInstance>.self, root: "\(GroupedInstance.operation)Response", request,
                deadline: deadline
            ).elements
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
