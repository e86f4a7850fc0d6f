package import AWS
package import Model

extension AWSSettings {
    /// The settings of a migration: its configuration, and for what it does not say the environment.
    package init(_ configuration: Configuration, environment: [String: String]) {
        self.init(
            region: configuration.region, profile: configuration.profile, assumeRole: configuration.assumeRole,
            endpoint: configuration.endpoint, endpoints: Self.services(configuration.endpoints),
            environment: environment)
    }

    /// Endpoints by service; a key that is no service's is left out.
    private static func services(_ endpoints: [String: String]) -> [AWSService: String] {
        let known = endpoints.compactMap { key, url in AWSService(configurationKey: key).map { ($0, url) } }
        return Dictionary(known, uniquingKeysWith: { first, _ in first })
    }
}

extension Configuration {
    /// The pollers that this configuration needs, asking AWS through `sender`; Route 53 at most once a second.
    ///
    /// For a migration of three services, `api` and `web` on two load balancers each and a `worker`, all in one zone,
    /// one cluster and named by names, one full poll takes, with nothing known: Route 53 2 (zone, records),
    /// DescribeLoadBalancers 1, DescribeTargetGroups 1, DescribeTargetHealth 4, DescribeTargetGroupAttributes 4,
    /// DescribeAutoScalingGroups 1, DescribeInstances 1, DescribeServices 1, ListTasks 6 (two states of three services),
    /// DescribeTasks 1, GetMetricData 1, GetQueueUrl 1 and GetQueueAttributes 1: 25 calls. Names are then known, so the
    /// next full poll takes 17. The attributes are read again after a quarter of an hour.
    package func pollers(sender: any RequestSender, pacer: RequestPacer = RequestPacer()) -> [any SourcePoller] {
        let resolution = BalancerResolution(configuration: self, sender: sender)
        var pollers: [any SourcePoller] = []
        if services.contains(where: { $0.splitSource == .route53 }) {
            pollers.append(Route53Poller(configuration: self, sender: PacedSender(sender, pacer: pacer)))
        }
        if services.contains(where: { $0.splitSource == .listeners }) {
            pollers.append(ListenerPoller(configuration: self, sender: sender))
        }
        let sides = sides.map(\.1)
        if sides.contains(where: { !$0.targetGroups.isEmpty }) {
            pollers.append(TargetHealthPoller(configuration: self, sender: sender, resolution: resolution))
        }
        if sides.contains(where: { $0.autoScalingGroup != nil }) {
            pollers.append(AutoScalingPoller(configuration: self, sender: sender))
            pollers.append(EC2Poller(configuration: self, sender: sender))
        }
        if sides.contains(where: { $0.ecs != nil }) {
            pollers.append(ECSPoller(configuration: self, sender: sender))
        }
        pollers.append(CloudWatchPoller(configuration: self, sender: sender, resolution: resolution))
        if services.contains(where: { $0.queue != nil }) {
            pollers.append(SQSPoller(configuration: self, sender: sender))
        }
        return pollers
    }
}

extension ServiceConfiguration {
    /// The source that tells this service's applied weights.
    var splitSource: Source? {
        switch split {
        case .route53: .route53
        case .alb: .listeners
        case nil: nil
        }
    }
}
