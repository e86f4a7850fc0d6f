/// The AWS resources behind one service, as far as they were read: records, load balancers, target groups, fleets.
///
/// `nil` means not read, which differs from none. Resources refer to each other by ARN, records to load balancers by
/// DNS name.
package struct Topology: Sendable, Equatable {
    /// The service's name in the configuration.
    package var service: String
    /// The name that clients resolve; `nil` for a service without one.
    package var name: String?
    /// The hosted zone of the name: its id and its domain.
    package var zoneID: String?
    package var zone: String?
    /// The A, AAAA and CNAME records of the name. Each member of a weighted group is one record.
    package var records: [TopologyRecord]
    package var balancers: [TopologyBalancer]
    package var targetGroups: [TopologyTargetGroup]
    /// Without order; a side may have several.
    package var fleets: [TopologyFleet]
    /// The connection limit of the database, where the configuration has one.
    package var database: DatabaseLimit?
    /// Whether the weights belong to a load balancer's forward action instead of records.
    package var splitsByForward: Bool
    /// Why the file vouches for the sides; `nil` where it does not.
    package var vouched: String?
    /// What could not be read.
    package var gaps: [TopologyGap]

    package init(
        service: String, name: String? = nil, zoneID: String? = nil, zone: String? = nil,
        records: [TopologyRecord] = [],
        balancers: [TopologyBalancer] = [], targetGroups: [TopologyTargetGroup] = [], fleets: [TopologyFleet] = [],
        database: DatabaseLimit? = nil, splitsByForward: Bool = false, vouched: String? = nil,
        gaps: [TopologyGap] = []
    ) {
        self.service = service
        self.name = name
        self.zoneID = zoneID
        self.zone = zone
        self.records = records
        self.balancers = balancers
        self.targetGroups = targetGroups
        self.fleets = fleets
        self.database = database
        self.splitsByForward = splitsByForward
        self.vouched = vouched
        self.gaps = gaps
    }

    /// The load balancer that a record points to, if it was read.
    package func balancer(of record: TopologyRecord) -> TopologyBalancer? {
        guard let target = record.target.map(TopologyRecord.plainName) else { return nil }
        return balancers.first { $0.dnsName.map(TopologyRecord.plainName) == target }
    }

    /// The target groups to which a load balancer forwards for this service.
    package func targetGroups(of balancer: TopologyBalancer) -> [TopologyTargetGroup] {
        let forwarded = balancer.routes.flatMap(\.targets).map(\.targetGroup)
        return targetGroups.filter { forwarded.contains($0.arn) || $0.balancers.contains(balancer.arn) }
    }

    /// The fleets of one side.
    package func fleets(_ side: Side) -> [TopologyFleet] { fleets.filter { $0.side == side } }

    /// The target groups of one side.
    package func targetGroups(_ side: Side) -> [TopologyTargetGroup] { targetGroups.filter { $0.side == side } }
}

/// Something that could not be read, and why.
package struct TopologyGap: Sendable, Hashable, Codable {
    /// The action in IAM's spelling, such as `ecs:DescribeServices`.
    package var action: String
    /// Whether the caller's policies deny it. Otherwise it failed.
    package var isDenied: Bool
    /// What was requested of whom, and the result, in one sentence.
    package var words: String

    package init(action: String, isDenied: Bool, words: String) {
        self.action = action
        self.isDenied = isDenied
        self.words = words
    }
}

/// How many connections a database accepts, and how many each instance and each task of a service may open.
package struct DatabaseLimit: Sendable, Equatable {
    /// The most connections that the database accepts from this service.
    package var connections: Int
    /// The most that one instance of the Auto Scaling group opens.
    package var perInstance: Int
    /// The most that one task of the ECS service opens.
    package var perTask: Int

    package init(connections: Int, perInstance: Int, perTask: Int) {
        self.connections = connections
        self.perInstance = perInstance
        self.perTask = perTask
    }
}
