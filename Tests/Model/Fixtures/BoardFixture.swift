import Model

/// Boards made by hand: a service `api` with a load balancer on each side, seen at 14:32:07 UTC.
struct BoardFixture {
    static let now = Moment(seconds: 1_700_058_727)  // 2023-11-15T14:32:07Z
    var at = Self.now
    var limits = Limits(errorPercent: 1, p99: nil)
    var shares = true
    /// Minutes from the newest settled one backwards: index 0 is the newest.
    var old: [Metric: [Double?]] = [:]
    var new: [Metric: [Double?]] = [:]
    var counts = Counts()

    init() {
        for metric in [Metric.target5xx, .balancer5xx] {
            old[metric] = Array(repeating: 0, count: 30)
            new[metric] = Array(repeating: 0, count: 30)
        }
        old[.requests] = Array(repeating: 9000, count: 30)
        new[.requests] = Array(repeating: 1000, count: 30)
        old[.p99] = Array(repeating: 300, count: 30)
        new[.p99] = Array(repeating: 300, count: 30)
        old[.p95] = Array(repeating: 150, count: 30)
        new[.p95] = Array(repeating: 150, count: 30)
        counts.running = 6
        counts.desired = 6
        counts.healthy = 6
        counts.unhealthy = 0
    }

    var service: Service { board.services[0] }

    var verdict: Verdict { board.verdict(of: service) }

    var board: Board {
        let configuration = ServiceConfiguration(
            name: "api",
            split: shares
                ? .route53(zone: "example.com", name: "api.example.com", types: [], old: "ec2", new: "ecs") : nil,
            old: SideConfiguration(
                loadBalancer: shares ? "app/api-old/1" : nil, targetGroups: shares ? ["targetgroup/api-old/1"] : [],
                autoScalingGroup: "api-asg"),
            new: SideConfiguration(
                loadBalancer: shares ? "app/api-new/2" : nil, targetGroups: shares ? ["targetgroup/api-new/2"] : [],
                ecs: ECSConfiguration(cluster: "prod", service: "api")),
            limits: limits)
        let window = Self.now.minute.advanced(by: -60)..<Self.now.minute.advanced(by: 1)
        var service = Service(configuration: configuration)
        service.old.series = series(old, window)
        service.new.series = series(new, window)
        service.new.inventory = Inventory(counts: counts)
        service.new.confirmed = [.ecs: Self.now - 4, .targetHealth: Self.now - 4]
        if shares {
            var ofOld = Counts()
            (ofOld.healthy, ofOld.unhealthy) = (20, 0)
            service.old.inventory = Inventory(counts: ofOld)
            service.old.confirmed = [.targetHealth: Self.now - 4]
            service.share = Timed(
                ShareReading(weights: [WeightReading(type: "A", old: 90, new: 10, ttl: 60)]), readAt: Self.now - 5)
        }
        return Board(
            migration: "reservations", region: "ap-northeast-1", takenAt: at, window: window, services: [service],
            readings: [Source.cloudWatch, .sqs].map {
                Reading(source: $0, lastTry: Self.now - 20, lastSuccess: Self.now - 20)
            },
            lease: Lease(holder: "mika@bastion:7", token: 1, since: Self.now - 600, heartbeat: at - 1))
    }

    private func series(_ values: [Metric: [Double?]], _ window: Range<Minute>) -> [Metric: Series] {
        values.mapValues { newestFirst in
            var series = Series(start: window.lowerBound, count: window.count)
            for (back, value) in newestFirst.enumerated() {
                guard let value else { continue }
                series.put(
                    minute: Minute.settled(at: Self.now).advanced(by: -back), value: value,
                    presence: value == 0 ? .zero : .ok, readAt: Self.now - 20)
            }
            return series
        }
    }
}
