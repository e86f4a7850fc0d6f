import Model

/// Plans the series of one side: which metric of which namespace, by which dimensions and statistic.
///
/// Source of names, dimensions and statistics: "CloudWatch metrics for your Application Load Balancer", and the metric
/// pages of ECS, EC2 and SQS.
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

    private static let namespace = "AWS/ApplicationELB"

    /// The targets' responses, by target group where the side has some.
    mutating func planTargets(balancer: String, groups: [String], isOwn: Bool, into plan: inout MetricQueryPlan) {
        let whole = [("LoadBalancer", balancer)]
        let places = groups.isEmpty ? [whole] : groups.map { whole + [("TargetGroup", $0)] }
        traffic = ask("RequestCount", "Sum", .requests, places, &plan)
        add(.requests, traffic, .sum, to: &plan)
        let counters: [(Metric, String)] = [
            (.target2xx, "HTTPCode_Target_2XX_Count"), (.target4xx, "HTTPCode_Target_4XX_Count"),
            (.target5xx, "HTTPCode_Target_5XX_Count"), (.connectionErrors, "TargetConnectionErrorCount"),
        ]
        for (metric, name) in counters {
            add(metric, ask(name, "Sum", metric, places, &plan), .sum, to: &plan)
        }
        // A load balancer of one side has its percentiles over all groups at once.
        let timePlaces = places.count > 1 && isOwn ? [whole] : places
        let times: [(Metric, String)] = [(.responseAverage, "Average"), (.p50, "p50"), (.p95, "p95"), (.p99, "p99")]
        for (metric, stat) in times {
            let ids = ask("TargetResponseTime", stat, metric, timePlaces, &plan)
            let isMean = metric == .responseAverage && ids.count > 1
            add(metric, ids, isMean ? .mean : .worst, factor: 1000, to: &plan)
        }
        if !groups.isEmpty {
            add(.healthyHosts, ask("HealthyHostCount", "Minimum", .healthyHosts, places, &plan), .least, to: &plan)
            add(
                .unhealthyHosts, ask("UnHealthyHostCount", "Maximum", .unhealthyHosts, places, &plan), .worst, to: &plan
            )
        }
    }

    /// The load balancer's own responses. CloudWatch has no target group dimension for them.
    mutating func planBalancer(_ balancer: String, into plan: inout MetricQueryPlan) {
        let place = [[("LoadBalancer", balancer)]]
        if traffic.isEmpty { traffic = ask("RequestCount", "Sum", .requests, place, &plan) }
        let counters: [(Metric, String)] = [
            (.balancer5xx, "HTTPCode_ELB_5XX_Count"), (.balancer500, "HTTPCode_ELB_500_Count"),
            (.balancer502, "HTTPCode_ELB_502_Count"), (.balancer503, "HTTPCode_ELB_503_Count"),
            (.balancer504, "HTTPCode_ELB_504_Count"), (.rejectedConnections, "RejectedConnectionCount"),
        ]
        for (metric, name) in counters {
            add(metric, ask(name, "Sum", metric, place, &plan), .sum, to: &plan)
        }
    }

    /// The utilization of the instances or tasks.
    mutating func planMachines(_ side: SideConfiguration, into plan: inout MetricQueryPlan) {
        if let ecs = side.ecs {
            let dimensions = [
                ("ClusterName", ECSPoller.name(ecs.cluster)), ("ServiceName", ECSPoller.name(ecs.service)),
            ]
            let both: [(Metric, String)] = [(.cpu, "CPUUtilization"), (.memory, "MemoryUtilization")]
            for (metric, name) in both {
                add(metric, [plan.ask(id(metric), "AWS/ECS", name, dimensions, "Average")], .worst, to: &plan)
            }
        } else if let group = side.autoScalingGroup {
            let dimensions = [("AutoScalingGroupName", AutoScalingPoller.name(group))]
            add(.cpu, [plan.ask(id(.cpu), "AWS/EC2", "CPUUtilization", dimensions, "Average")], .worst, to: &plan)
        }
    }

    /// The age of the oldest waiting message.
    mutating func planQueue(_ name: String, into plan: inout MetricQueryPlan) {
        let dimensions = [("QueueName", name)]
        let query = plan.ask(id(.queueAge), "AWS/SQS", "ApproximateAgeOfOldestMessage", dimensions, "Maximum")
        add(.queueAge, [query], .worst, to: &plan)
    }

    private func ask(
        _ name: String, _ stat: String, _ metric: Metric, _ places: [[(String, String)]], _ plan: inout MetricQueryPlan
    ) -> [String] {
        places.enumerated().map { index, dimensions in
            plan.ask(id(metric, index), Self.namespace, name, dimensions, stat)
        }
    }

    private func add(
        _ metric: Metric, _ queries: [String], _ combining: MetricQueryPlan.Combining, factor: Double = 1,
        to plan: inout MetricQueryPlan
    ) {
        plan.add(
            MetricQueryPlan.Planned(
                key: SeriesKey(service: service, side: side, metric: metric), queries: queries, combining: combining,
                factor: factor, traffic: traffic))
    }

    private func id(_ metric: Metric, _ index: Int = 0) -> String { "\(prefix)_\(metric.rawValue)_\(index)" }
}
