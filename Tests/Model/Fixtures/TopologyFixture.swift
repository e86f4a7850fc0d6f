import Model

/// A service in which there is no trap: each test springs one by changing one thing.
enum TopologyFixture {
    static let arn = "arn:aws:elasticloadbalancing:ap-northeast-1:111122223333"
    static let oldGroup = "\(arn):targetgroup/api-old/73e2d6bc24d8a067"
    static let newGroup = "\(arn):targetgroup/api-new/0a1b2c3d4e5f6071"

    /// A and AAAA at 75/25, aliases to two dualstack load balancers whose health is evaluated, all of it healthy.
    static var api: Topology {
        Topology(
            service: "api", name: "api.example.com", zoneID: "Z0123456789", zone: "example.com",
            records: ["A", "AAAA"].flatMap { type in [record(type, .old, 75), record(type, .new, 25)] },
            balancers: [balancer(.old), balancer(.new)],
            targetGroups: [
                group(.old, type: "instance", targets: (1...4).map { "i-\($0)" }),
                group(.new, type: "ip", targets: (1...6).map { "10.0.0.\($0)" }),
            ],
            fleets: [instances, tasks])
    }

    static func record(_ type: String, _ side: Side, _ weight: Int) -> TopologyRecord {
        TopologyRecord(
            type: type, setIdentifier: side == .old ? "ec2" : "ecs", weight: weight, isAlias: true,
            target: "dualstack.api-\(side.rawValue)-1.ap-northeast-1.elb.example.", evaluatesTargetHealth: true,
            side: side)
    }

    static func balancer(_ side: Side) -> TopologyBalancer {
        TopologyBalancer(
            arn: "\(arn):loadbalancer/app/api-\(side.rawValue)/50dc6c495c0c9188", name: "api-\(side.rawValue)",
            dnsName: "api-\(side.rawValue)-1.ap-northeast-1.elb.example", region: "ap-northeast-1",
            addressType: "dualstack", idleTimeout: 60, clientKeepAlive: 3600, hasWAF: true, side: side, groupCount: 1)
    }

    static func group(_ side: Side, type: String, targets: [String]) -> TopologyTargetGroup {
        TopologyTargetGroup(
            arn: side == .old ? oldGroup : newGroup, name: "api-\(side.rawValue)", targetType: type, port: 80,
            protocol: "HTTP", balancers: [balancer(side).arn],
            targets: targets.map { .init(id: $0, port: 80, state: "healthy") }, deregistrationDelay: 90, slowStart: 0,
            side: side)
    }

    static var instances: TopologyFleet {
        TopologyFleet(
            .autoScalingGroup, name: "api-asg", region: "ap-northeast-1", side: .old, targetGroups: [oldGroup],
            desired: 4, running: 4, minimum: 4, maximum: 12, versions: [.init("lt:41 ami-0c1", 4)],
            template: "api 41", processors: 2, healthCheckGrace: 600, heedsBalancer: true,
            policies: [
                TopologyScalingPolicy(
                    name: "requests", scalesIn: true, metric: "ALBRequestCountPerTarget",
                    resourceLabel: "app/api-old/50dc6c495c0c9188/targetgroup/api-old/73e2d6bc24d8a067")
            ])
    }

    static var tasks: TopologyFleet {
        TopologyFleet(
            .ecsService, name: "api", cluster: "prod", region: "ap-northeast-1", side: .new, targetGroups: [newGroup],
            desired: 6, running: 6, minimum: 6, maximum: 12, versions: [.init("api:218", 6)], template: "api:218",
            processors: 1, healthCheckGrace: 60, heedsBalancer: true, stopTimeout: 120,
            policies: [
                TopologyScalingPolicy(
                    name: "processors", scalesIn: true, metric: "ECSServiceAverageCPUUtilization")
            ])
    }

    /// The same traffic through one load balancer with a weighted forward.
    static var forward: Topology {
        var layout = api
        layout.records = []
        layout.name = nil
        layout.balancers = [balancer(.old)]
        layout.balancers[0].side = nil
        layout.balancers[0].routes = [
            TopologyRoute(
                listener: "\(arn):listener/app/api-old/50dc6c495c0c9188/f2f7dc8efc522ab2",
                targets: [.init(targetGroup: oldGroup, weight: 75), .init(targetGroup: newGroup, weight: 25)])
        ]
        layout.targetGroups[1].balancers = [layout.balancers[0].arn]
        layout.splitsByForward = true
        return layout
    }
}

extension Topology {
    /// The same with something changed.
    func with(_ change: (inout Topology) -> Void) -> Topology {
        var layout = self
        change(&layout)
        return layout
    }

    /// The kinds of its warnings, each once.
    var kinds: Set<TopologyWarning.Kind> { Set(warnings.map(\.kind)) }
}
