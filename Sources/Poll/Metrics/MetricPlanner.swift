import Model

/// Plans the series of one side: every metric of ``Metric`` by its origin, in which namespace and by which dimensions.
struct Planner {
    let prefix: String
    let service: String
    /// `nil` for what both sides share.
    let side: Side?
    /// Ids of the queries that count this side's requests.
    private var traffic: [String] = []

    init(prefix: String, service: String, side: Side?) {
        self.prefix = prefix
        self.service = service
        self.side = side
    }

    /// What the targets answered, by target group where the side has some.
    mutating func planTargets(balancer: String, groups: [String], isOwn: Bool, into plan: inout MetricQueryPlan) {
        let whole = [("LoadBalancer", balancer)]
        let places = groups.isEmpty ? [whole] : groups.map { whole + [("TargetGroup", $0)] }
        traffic = ask(.requests, places, &plan)
        for metric in plan.metrics(of: .targets) { add(metric, ask(metric, places, &plan), to: &plan) }
        // A load balancer of its own tells the side's percentiles over all its groups at once.
        let timePlaces = places.count > 1 && isOwn ? [whole] : places
        for metric in plan.metrics(of: .responseTime) { add(metric, ask(metric, timePlaces, &plan), to: &plan) }
        guard !groups.isEmpty else { return }
        for metric in plan.metrics(of: .targetHealth) { add(metric, ask(metric, places, &plan), to: &plan) }
    }

    /// The load balancer's own responses. CloudWatch has no target group dimension for them.
    mutating func planBalancer(_ balancer: String, into plan: inout MetricQueryPlan) {
        let place = [[("LoadBalancer", balancer)]]
        if traffic.isEmpty { traffic = ask(.requests, place, &plan) }
        for metric in plan.metrics(of: .balancer) { add(metric, ask(metric, place, &plan), to: &plan) }
    }

    /// The utilization of the instances or tasks.
    mutating func planMachines(_ side: SideConfiguration, into plan: inout MetricQueryPlan) {
        if let ecs = side.ecs {
            let dimensions = [
                ("ClusterName", ECSPoller.name(ecs.cluster)), ("ServiceName", ECSPoller.name(ecs.service)),
            ]
            for metric in plan.metrics(of: .machines) + plan.metrics(of: .tasks) {
                add(metric, ask(metric, [dimensions], &plan, namespace: "AWS/ECS"), to: &plan)
            }
        } else if let group = side.autoScalingGroup {
            let dimensions = [("AutoScalingGroupName", AutoScalingPoller.name(group))]
            for metric in plan.metrics(of: .machines) {
                add(metric, ask(metric, [dimensions], &plan, namespace: "AWS/EC2"), to: &plan)
            }
        }
    }

    /// What is told of a queue.
    mutating func planQueue(_ name: String, of origin: Metric.Origin, into plan: inout MetricQueryPlan) {
        for metric in plan.metrics(of: origin) {
            add(metric, ask(metric, [[("QueueName", name)]], &plan, namespace: "AWS/SQS"), to: &plan)
        }
    }

    /// One query for each place, by the metric's own name and statistic.
    private func ask(
        _ metric: Metric, _ places: [[(String, String)]], _ plan: inout MetricQueryPlan,
        namespace: String = "AWS/ApplicationELB"
    ) -> [String] {
        let facts = metric.facts
        return places.enumerated().map { index, dimensions in
            plan.ask(id(metric, index), namespace, facts.name, dimensions, facts.statistic.name)
        }
    }

    private func add(_ metric: Metric, _ queries: [String], to plan: inout MetricQueryPlan) {
        plan.add(
            MetricQueryPlan.Planned(
                key: SeriesKey(service: service, side: side, metric: metric), queries: queries, traffic: traffic))
    }

    private func id(_ metric: Metric, _ index: Int) -> String { "\(prefix)_\(metric.rawValue)_\(index)" }
}
