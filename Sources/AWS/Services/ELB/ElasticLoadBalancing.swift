/// Requests to ELBv2: load balancers, listeners, rules, target groups and the health of targets.
package struct ElasticLoadBalancing: Sendable {
    let sender: any RequestSender
    /// Elements per page; the API allows at most 400.
    var pageSize = 400

    /// The most names or ARNs per call (ELBv2 API, DescribeLoadBalancers and DescribeRules).
    static let batchSize = 20

    /// The load balancers with those names. A name that no load balancer has is in `missing`; it is no error.
    package func loadBalancers(
        names: [String], deadline: ContinuousClock.Instant
    ) async throws(AWSError) -> BatchResult<LoadBalancer> {
        try await found(names, by: "Names", deadline: deadline)
    }

    /// The load balancers with those ARNs. An ARN that does not exist is in `missing`; it is no error.
    package func loadBalancers(
        arns: [String], deadline: ContinuousClock.Instant
    ) async throws(AWSError) -> BatchResult<LoadBalancer> {
        try await found(arns, by: "LoadBalancerArns", deadline: deadline)
    }

    /// All load balancers of the account in the region.
    package func allLoadBalancers(deadline: ContinuousClock.Instant) async throws(AWSError) -> [LoadBalancer] {
        try await pages([], resource: "all load balancers", deadline: deadline)
    }

    /// The listeners of a load balancer.
    package func listeners(
        loadBalancerARN: String, deadline: ContinuousClock.Instant
    ) async throws(AWSError) -> [Listener] {
        try await pages([("LoadBalancerArn", loadBalancerARN)], resource: loadBalancerARN, deadline: deadline)
    }

    /// The listeners with those ARNs. An ARN that does not exist is in `missing`; it is no error.
    package func listeners(
        arns: [String], deadline: ContinuousClock.Instant
    ) async throws(AWSError) -> BatchResult<Listener> {
        try await found(arns, by: "ListenerArns", deadline: deadline)
    }

    /// The rules of a listener, including its default rule.
    package func rules(
        listenerARN: String, deadline: ContinuousClock.Instant
    ) async throws(AWSError) -> [ListenerRule] {
        try await pages([("ListenerArn", listenerARN)], resource: listenerARN, deadline: deadline)
    }

    /// The rules with those ARNs. An ARN that does not exist is in `missing`; it is no error.
    package func rules(
        arns: [String], deadline: ContinuousClock.Instant
    ) async throws(AWSError) -> BatchResult<ListenerRule> {
        try await found(arns, by: "RuleArns", deadline: deadline)
    }

    /// The target groups with those names. A name that no target group has is in `missing`; it is no error.
    package func targetGroups(
        names: [String], deadline: ContinuousClock.Instant
    ) async throws(AWSError) -> BatchResult<TargetGroup> {
        try await found(names, by: "Names", deadline: deadline)
    }

    /// The target groups with those ARNs. An ARN that does not exist is in `missing`; it is no error.
    package func targetGroups(
        arns: [String], deadline: ContinuousClock.Instant
    ) async throws(AWSError) -> BatchResult<TargetGroup> {
        try await found(arns, by: "TargetGroupArns", deadline: deadline)
    }

    /// The target groups that a load balancer's listeners and rules forward to.
    package func targetGroups(
        loadBalancerARN: String, deadline: ContinuousClock.Instant
    ) async throws(AWSError) -> [TargetGroup] {
        try await pages([("LoadBalancerArn", loadBalancerARN)], resource: loadBalancerARN, deadline: deadline)
    }

    /// The registered targets of a target group, with their health. The API takes one group per call.
    package func targetHealth(
        targetGroupARN: String, deadline: ContinuousClock.Instant
    ) async throws(AWSError) -> [TargetHealth] {
        try await ask([("TargetGroupArn", targetGroupARN)], resource: targetGroupARN, deadline: deadline).whole()
    }
}

extension RequestSender {
    /// Requests to ELBv2.
    package var elasticLoadBalancing: ElasticLoadBalancing { ElasticLoadBalancing(sender: self) }
}

extension ElasticLoadBalancing {
    /// Requests the things with those names or ARNs in batches, several batches at a time.
    private func found<Element: QueryListed>(
        _ keys: [String], by parameter: String, deadline: ContinuousClock.Instant
    ) async throws(AWSError) -> BatchResult<Element> {
        let batches = keys.withoutRepeats().batches(of: Self.batchSize)
        let parts = try await concurrently(batches) { batch throws(AWSError) -> BatchResult<Element> in
            try await findEach(batch) { requested throws(AWSError) -> Elements<Element> in
                let resource = requested.joined(separator: ", ")
                // The API allows no page size together with names or ARNs, and a batch fits on one page.
                let page: Page<Element> = try await ask(
                    .members(parameter, requested), resource: resource, deadline: deadline)
                return keys.count > 1
                    ? Elements(values: page.elements, odd: page.odd) : Elements(values: try page.whole())
            }
        }
        return BatchResult(joining: parts)
    }

    private func pages<Element: QueryListed>(
        _ pairs: [(String, String)], resource: String, deadline: ContinuousClock.Instant
    ) async throws(AWSError) -> [Element] {
        try await allPages { marker throws(AWSError) in
            let paging = [("PageSize", String(pageSize))] + (marker.map { [("Marker", $0)] } ?? [])
            return try await ask(pairs + paging, resource: resource, deadline: deadline)
        }
    }

    func ask<Element: QueryListed>(
        _ pairs: [(String, String)], resource: String, deadline: ContinuousClock.Instant
    ) async throws(AWSError) -> Page<Element> {
        let request = AWSRequest.form(
            .elbv2, Element.operation, version: "2015-12-01", pairs, resource: resource)
        let answer = try await sender.xml(
            QueryList<Element>.self, root: "\(Element.operation)Response", request, deadline: deadline)
        return Page(elements: answer.elements, odd: answer.odd, next: answer.next, request: request)
    }
}

extension LoadBalancer: QueryListed {
    static var operation: String { "DescribeLoadBalancers" }
    static var listName: String { "LoadBalancers" }
    static var namingFields: [String] { ["LoadBalancerName", "LoadBalancerArn"] }
}

extension TargetGroup: QueryListed {
    static var operation: String { "DescribeTargetGroups" }
    static var listName: String { "TargetGroups" }
    static var namingFields: [String] { ["TargetGroupName", "TargetGroupArn"] }
}

extension Listener: QueryListed {
    static var operation: String { "DescribeListeners" }
    static var listName: String { "Listeners" }
    static var namingFields: [String] { ["ListenerArn"] }
}

extension ListenerRule: QueryListed {
    static var operation: String { "DescribeRules" }
    static var listName: String { "Rules" }
    static var namingFields: [String] { ["RuleArn"] }
}

extension TargetHealth: QueryListed {
    static var operation: String { "DescribeTargetHealth" }
    static var listName: String { "TargetHealthDescriptions" }
}
