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
            try await describe(batch, deadline: deadline) { page throws(AWSError) in
                // With one name, the odd group is what was asked for.
                names.count > 1 ? page : Page(elements: try page.whole(), next: page.next, request: page.request)
            }
        }
        let (groups, odd) = (parts.flatMap(\.values), parts.flatMap(\.odd))
        let known = Set(groups.map(\.name))
        let missing = names.filter { name in !known.contains(name) && !odd.contains { $0.mayBe(name) } }
        return BatchResult(values: groups, missing: missing, odd: odd)
    }

    /// All groups of the account in the region.
    package func allGroups(deadline: ContinuousClock.Instant) async throws(AWSError) -> [AutoScalingGroup] {
        try await describe([], deadline: deadline) { page throws(AWSError) in
            Page(elements: try page.whole(), next: page.next, request: page.request)
        }.values
    }

    private func describe(
        _ names: [String], deadline: ContinuousClock.Instant,
        _ check: (Page<AutoScalingGroup>) throws(AWSError) -> Page<AutoScalingGroup>
    ) async throws(AWSError) -> Elements<AutoScalingGroup> {
        try await allPagesApart { marker throws(AWSError) in
            let request = AWSRequest.form(
                .autoScaling, AutoScalingGroup.operation, version: "2011-01-01",
                .members("AutoScalingGroupNames", names) + [("MaxRecords", String(pageSize))]
                    + (marker.map { [("NextToken", $0)] } ?? []),
                resource: names.isEmpty ? "all groups" : names.joined(separator: ", "))
            let answer = try await sender.xml(
                QueryList<AutoScalingGroup>.self, root: "\(AutoScalingGroup.operation)Response", request,
                deadline: deadline)
            return try check(Page(elements: answer.elements, odd: answer.odd, next: answer.next, request: request))
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
    static var namingFields: [String] { ["AutoScalingGroupName", "AutoScalingGroupARN"] }
}
