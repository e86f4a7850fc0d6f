/// One migration, as its file describes it: several services that move from an old side to a new side.
package struct Configuration: Sendable, Equatable {
    package var migration: String
    /// The file that it was read from, for words and for commands to type; `nil` without a file.
    package var file: String?
    package var region: String
    package var profile: String?
    /// ARN of a role that abreast assumes with the credentials it finds.
    package var assumeRole: String?
    /// The endpoint for all AWS services, and endpoints by service. The keys are those of ``EndpointKey``.
    package var endpoint: String?
    package var endpoints: [String: String]
    /// Path of the store; `nil` for the default path.
    package var store: String?
    /// Days for which minutes are kept. Events and orders are kept for ever.
    package var retentionDays: Int
    /// IANA name of the time zone for display; `nil` for the machine's.
    package var timeZone: String?
    /// The simulated world in this store, such as `slow-poison, seed 7`: nothing in it comes from AWS. `nil` for a real
    /// one.
    package var simulated: String?
    /// How a screen behaves.
    package var screen = ScreenSettings()
    /// Settings of a command line that stand in place of the file's; `nil` without any.
    package var typed: AWSOverride?
    /// In the file's order.
    package var services: [ServiceConfiguration]
    /// Services that move together, in the file's order.
    package var groups: [ServiceGroup]
    /// Commands that run on events, in the file's order.
    package var hooks: [Hook]

    package init(
        migration: String, region: String, profile: String? = nil, assumeRole: String? = nil, endpoint: String? = nil,
        endpoints: [String: String] = [:], store: String? = nil, retentionDays: Int = 14, timeZone: String? = nil,
        simulated: String? = nil, services: [ServiceConfiguration], groups: [ServiceGroup] = [],
        hooks: [Hook] = []
    ) {
        self.migration = migration
        self.region = region
        self.profile = profile
        self.assumeRole = assumeRole
        self.endpoint = endpoint
        self.endpoints = endpoints
        self.store = store
        self.retentionDays = retentionDays
        self.timeZone = timeZone
        self.simulated = simulated
        self.services = services
        self.groups = groups
        self.hooks = hooks
    }
}

/// What moves as one: `api`, `web`, `worker`.
package struct ServiceConfiguration: Sendable, Equatable {
    package var name: String
    /// `nil` for a service without traffic, such as an async worker.
    package var split: Split?
    package var old: SideConfiguration
    package var new: SideConfiguration
    package var limits: Limits
    /// What the comparison of the sides tolerates, and how sure it must be. Its limit of errors is in `limits`.
    package var judge: JudgeSettings
    /// The SQS queue that both sides read: name or URL.
    package var queue: String?
    /// How many connections the database accepts from both sides together; `nil` when the file does not say it.
    package var database: DatabaseLimit?
    /// How its traffic moves; `nil` means observe, and is always so for a service without a split.
    package var rollout: RolloutPlan?
    /// Why somebody vouches for its sides, where AWS does not show them or shows them otherwise; `nil` when nobody does.
    package var vouchedSides: String?

    package init(
        name: String, split: Split? = nil, old: SideConfiguration, new: SideConfiguration, limits: Limits = Limits(),
        judge: JudgeSettings = JudgeSettings(), queue: String? = nil, database: DatabaseLimit? = nil,
        rollout: RolloutPlan? = nil, vouchedSides: String? = nil
    ) {
        self.name = name
        self.split = split
        self.old = old
        self.new = new
        self.limits = limits
        self.judge = judge
        self.queue = queue
        self.database = database
        self.rollout = rollout
        self.vouchedSides = vouchedSides
    }

    /// Whether one load balancer serves both sides. Its own 5xx then have no side.
    package var sharesLoadBalancer: Bool {
        guard let one = old.loadBalancerName, let other = new.loadBalancerName else { return false }
        return one == other
    }
}

/// Where the weights are.
package enum Split: Sendable, Equatable {
    /// Weighted records: hosted zone (name or id), record name, record types (empty: all existing ones), set
    /// identifiers.
    case route53(zone: String, name: String, types: [String], old: String, new: String)
    /// A weighted forward of an ALB: listener ARN, rule (ARN or priority; `nil` for the default action), target groups.
    case alb(listener: String, rule: String?, old: String, new: String)
}

/// One environment of one service. Names are ARNs, plain names, or the last parts of ARNs that CloudWatch uses.
package struct SideConfiguration: Sendable, Equatable {
    package var loadBalancer: String? {
        didSet { loadBalancerName = Self.name(of: loadBalancer) }
    }
    package var targetGroups: [String]
    package var autoScalingGroup: String?
    package var ecs: ECSConfiguration?
    /// The load balancer's plain name, from any of its forms. It is asked for with every minute that is judged.
    package private(set) var loadBalancerName: String?

    /// An ARN and its last part end with `/name/id`.
    private static func name(of loadBalancer: String?) -> String? {
        guard let loadBalancer else { return nil }
        let parts = loadBalancer.split(separator: "/")
        return parts.count > 1 ? String(parts[parts.count - 2]) : loadBalancer
    }

    package init(
        loadBalancer: String? = nil, targetGroups: [String] = [], autoScalingGroup: String? = nil,
        ecs: ECSConfiguration? = nil
    ) {
        self.loadBalancer = loadBalancer
        self.targetGroups = targetGroups
        self.autoScalingGroup = autoScalingGroup
        self.ecs = ecs
        loadBalancerName = Self.name(of: loadBalancer)
    }
}

/// An ECS service by cluster and service name (or ARNs).
package struct ECSConfiguration: Sendable, Equatable {
    package var cluster: String
    package var service: String

    package init(cluster: String, service: String) {
        self.cluster = cluster
        self.service = service
    }
}

/// The absolute limits of the verdict.
package struct Limits: Sendable, Equatable, Codable {
    /// Percent of requests that end in 5xx; above it, new is worse.
    package var errorPercent: Double
    /// Milliseconds; `nil` for no absolute limit.
    package var p99: Double?

    package init(errorPercent: Double = 1.0, p99: Double? = nil) {
        self.errorPercent = errorPercent
        self.p99 = p99
    }
}
