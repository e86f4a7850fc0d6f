/// Requests to Auto Scaling: groups, with their instances.
package struct AutoScaling: Sendable {
    let sender: any RequestSender
    /// Groups per page and names per call; both at most 100 (Auto Scaling API, DescribeAutoScalingGroups).
    var pageSize = 100

    /// The groups with those names. The API leaves out a name that it does not know; here that name is in `missing`.
    package func groups(
        names: [String], deadline: ContinuousClock.Instant
    ) async throws(AWSError) -> BatchResult<AutoScalingGroup> {
        let names = names.withoutRepeats()
        let parts = try await concurrently(names.batches(of: pageSize)) { batch throws(AWSError) in
            try await describe(batch, deadline: deadline)
        }
        let groups = parts.flatMap { $0 }
        let known = Set(groups.map(\.name))
        return BatchResult(values: groups, missing: names.filter { !known.contains($0) })
    }

    /// All groups of the account in the region.
    package func allGroups(deadline: ContinuousClock.Instant) async throws(AWSError) -> [AutoScalingGroup] {
        try await describe([], deadline: deadline)
    }

    private func describe(
        _ names: [String], deadline: ContinuousClock.Instant
    ) async throws(AWSError) -> [AutoScalingGroup] {
        try await allPages { marker throws(AWSError) in
            let request = AWSRequest.form(
                .autoScaling, AutoScalingGroup.operation, version: "2011-01-01",
                .members("AutoScalingGroupNames", names) + [("MaxRecords", String(pageSize))]
                    + (marker.map { [("NextToken", $0)] } ?? []),
                resource: names.isEmpty ? "all groups" : names.joined(separator: ", "))
            let answer = try await sender.xml(
                QueryList<AutoScalingGroup>.self, root: "\(AutoScalingGroup.operation)Response", request,
                deadline: deadline)
            return Page(elements: answer.elements, next: answer.next, request: request)
        }
    }
}

extension RequestSender {
    /// Requests to Auto Scaling.
    package var autoScaling: AutoScaling { AutoScaling(sender: self) }
}

extension AutoScalingGroup: QueryListed {
    static var operation: String { "DescribeAutoScalingGroups" }
    static var listName: String { "AutoScalingGroups" }
}
