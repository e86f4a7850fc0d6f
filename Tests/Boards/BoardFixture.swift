package import Model
package import View

/// Boards for pictures: the migration `reservations` on one night, and what can go wrong with it.
package enum BoardFixture {
    /// 14:32:07 JST.
    package static let now = Moment(iso8601: "2026-11-23T05:32:07Z") ?? Moment(milliseconds: 0)
    package static let clock = LocalClock.offset(seconds: 9 * 3600, name: "JST")

    /// A moment of that day in JST, `at("14:03:22")`.
    package static func at(_ time: String) -> Moment {
        guard let moment = Moment(iso8601: "2026-11-23T\(time)+09:00") else { preconditionFailure(time) }
        return moment
    }

    package static var window: Range<Minute> {
        let end = now.minute
        return end.advanced(by: -360)..<end
    }

    /// The night of the README's picture: `api` is worse on new, `web` is paused, `worker` has no split.
    package static var night: Board {
        Board(
            migration: "reservations", region: "ap-northeast-1", takenAt: now, window: window,
            services: [api, web, worker], readings: readings, events: events,
            lease: Lease(holder: "mika@bastion:4711", token: 3, since: at("13:00:00"), heartbeat: at("14:32:05")))
    }

    /// All is well and everything is judged.
    package static var calm: Board {
        var board = night
        board.services[0].new.series[.p99] = series { 280 + 9 * wave($0, 3) }
        board.services[1].pause = nil
        board.services[1].shareChangedAt = at("13:20:00")
        return board
    }

    /// The very first start: configured, and nothing answered yet.
    package static var empty: Board {
        var board = night
        board.services = board.services.map { Service(configuration: $0.configuration) }
        board.events = []
        board.readings = []
        board.lease = Lease(holder: "mika@bastion:4711", token: 1, since: at("14:32:05"), heartbeat: at("14:32:05"))
        return board
    }

    /// CloudWatch has been silent for some minutes, Route 53 denies.
    package static var blind: Board {
        var board = night
        for index in board.services.indices {
            for side in Side.allCases { board.services[index].cut(side, minutes: 6) }
        }
        board.services[0].share?.readAt = at("14:28:50")
        board.readings = board.readings.map { reading in
            var reading = reading
            switch reading.source {
            case .cloudWatch:
                reading.lastSuccess = at("14:25:12")
                reading.newestMinute = at("14:23:00")
                reading.failures = 7
                reading.error =
                    "GetMetricData: no answer from monitoring.ap-northeast-1 within 10 s; is the network up?"
            case .route53:
                reading.lastSuccess = at("14:28:50")
                reading.failures = 3
                reading.error =
                    "ListResourceRecordSets on Z0123: access denied; allow route53:ListResourceRecordSets on hostedzone/Z0123"
            default: break
            }
            return reading
        }
        return board
    }

    /// The numbers that are no numbers: no traffic on new, errors counted as zero, a minute missing, tasks stale.
    package static var odd: Board {
        var board = night
        board.services[0].new.series[.requests] = series { _ in 0 }
        board.services[0].new.series[.requests] = series(presence: .none)
        board.services[0].new.series[.p99] = series(presence: .none)
        board.services[0].new.series[.target5xx] = series(presence: .zero)
        board.services[0].new.series[.balancer5xx] = series(presence: .zero)
        board.services[0].share?.value = ShareReading(weights: [WeightReading(type: "A", old: 100, new: 0, ttl: 60)])
        board.services[1].old.series[.p99] = nil
        board.services[1].new.confirmed = [.ecs: at("14:28:00"), .targetHealth: at("14:28:00")]
        board.services[1].share?.value = ShareReading(
            weights: [
                WeightReading(type: "A", old: 92, new: 8, ttl: 60),
                WeightReading(type: "AAAA", old: 100, new: 0, ttl: 60),
            ], remarks: [])
        board.services[1].pause = nil
        return board
    }

    /// The same night, with names that are two columns wide.
    package static var japanese: Board {
        var board = night
        for (index, name) in ["予約API", "ウェブ", "非同期ワーカー"].enumerated() {
            let old = board.services[index].name
            board.services[index].configuration.name = name
            for event in board.events.indices where board.events[event].service == old {
                board.events[event].service = name
            }
        }
        board.services[1].pause?.reason = "p99が上がった"
        return board
    }

    /// Fifty services, one of them worse and two paused, far below.
    package static var fifty: Board {
        var board = night
        board.services = (1...50).map { number in
            var service = number == 41 ? api : web
            service.configuration.name = "service-\(number < 10 ? "0" : "")\(number)"
            if number != 33, number != 44 { service.pause = nil }
            service.shareChangedAt = at("13:20:00")
            return service
        }
        return board
    }

    // MARK: Services

    private static var limits: Limits { Limits(errorPercent: 1, p99: nil) }

    private static func traffic(_ name: String, zone: String = "example.com") -> ServiceConfiguration {
        ServiceConfiguration(
            name: name, split: .route53(zone: zone, name: "\(name).\(zone)", types: [], old: "ec2", new: "ecs"),
            old: SideConfiguration(
                loadBalancer: "app/\(name)-old/50dc6c495c0c9188",
                targetGroups: ["targetgroup/\(name)-old/73e2d6bc24d8a067"],
                autoScalingGroup: "\(name)-asg"),
            new: SideConfiguration(
                loadBalancer: "app/\(name)-new/9d51b1a3a2f0c5d7",
                targetGroups: ["targetgroup/\(name)-new/0a1b2c3d4e5f6071"],
                ecs: ECSConfiguration(cluster: "prod", service: name)),
            limits: limits)
    }

    package static var api: Service {
        var service = Service(configuration: traffic("api"))
        service.share = Timed(
            ShareReading(weights: [WeightReading(type: "A", old: 75, new: 25, ttl: 60)]), readAt: at("14:31:50"))
        service.shareChangedAt = at("13:58:00")
        service.old = side(requests: 24_700, errors: 5, p99: { _ in 288 })
        service.old.series[.requests] = series { $0 > 32 ? 29_600 + 500 * wave($0, 7) : 24_700 + 400 * wave($0, 7) }
        service.new = side(requests: 7_700, errors: 1, p99: { $0 > 30 ? 290 : 412 })
        service.new.series[.requests] = series { $0 > 32 ? 3_290 + 90 * wave($0, 5) : 7_700 + 130 * wave($0, 5) }
        // Only the slowest are slower.
        service.new.series[.p95] = series { _ in 171 }
        service.new.series[.p99] = series { $0 > 30 ? 285 + 9 * wave($0, 3) : 412 + 5 * wave($0, 3) }
        service.new.series[.cpu] = series { 71 + 3 * wave($0, 9) }
        service.new.series[.balancer5xx] = series { $0 == 19 || $0 == 20 ? 12 : 0 }
        service.old.series[.balancer502] = series { _ in 0 }
        service.new.series[.balancer502] = series { $0 == 19 || $0 == 20 ? 12 : 0 }
        service.old.inventory = instances(8)
        service.new.inventory = tasks(6)
        service.new.inventory?.members[3].health = "draining"
        service.new.inventory?.members[3].healthReason = "Target.DeregistrationInProgress"
        service.new.inventory?.counts.draining = 1
        service.old.confirmed = [.autoScaling: at("14:31:45"), .targetHealth: at("14:32:01"), .ec2: at("14:31:45")]
        service.new.confirmed = [.ecs: at("14:32:02"), .targetHealth: at("14:32:01")]
        return service
    }

    package static var web: Service {
        var service = Service(configuration: traffic("web"))
        service.share = Timed(
            ShareReading(weights: [WeightReading(type: "A", old: 92, new: 8, ttl: 60)]), readAt: at("14:31:50"))
        service.shareChangedAt = at("13:20:00")
        service.pause = Pause(order: 7, by: "mika@bastion", at: at("14:03:22"), reason: "p99 up", ofAll: false)
        service.old = side(requests: 9_100, errors: 1, p99: { _ in 120 })
        service.new = side(requests: 790, errors: 0, p99: { _ in 118 })
        service.old.inventory = instances(4)
        service.new.inventory = tasks(2)
        service.old.confirmed = [.autoScaling: at("14:31:45"), .targetHealth: at("14:32:01"), .ec2: at("14:31:45")]
        service.new.confirmed = [.ecs: at("14:32:02"), .targetHealth: at("14:32:01")]
        return service
    }

    package static var worker: Service {
        var service = Service(
            configuration: ServiceConfiguration(
                name: "worker", old: SideConfiguration(autoScalingGroup: "worker-asg"),
                new: SideConfiguration(ecs: ECSConfiguration(cluster: "prod", service: "worker")), queue: "jobs"))
        service.old.inventory = instances(3, hasTargets: false)
        service.new.inventory = tasks(2, hasTargets: false, mixed: true)
        service.old.series[.cpu] = series { 44 + 6 * wave($0, 4) }
        service.new.series[.cpu] = series { 31 + 4 * wave($0, 6) }
        service.new.series[.memory] = series { 58 + 2 * wave($0, 8) }
        service.old.confirmed = [.autoScaling: at("14:31:45"), .ec2: at("14:31:45")]
        service.new.confirmed = [.ecs: at("14:32:02")]
        service.queue = Timed(QueueReading(visible: 312, inFlight: 12, delayed: 0), readAt: at("14:31:48"))
        service.shared[.queueAge] = series { max(0, 42 + 20 * wave($0 + 5, 11)) }
        return service
    }

    // MARK: Series

    /// A wave between −1 and 1 that is the same on every machine.
    private static func wave(_ back: Int, _ period: Int) -> Double {
        let phase = Double(back % (2 * period)) / Double(period)
        return phase < 1 ? 2 * phase - 1 : 3 - 2 * phase
    }

    /// A value for each minute, by how many minutes it lies before the newest settled one; zero becomes `zero`.
    package static func series(_ value: (Int) -> Double) -> Series {
        var series = Series(start: window.lowerBound, count: window.count)
        let settled = Minute.settled(at: now)
        for minute in window where minute <= settled {
            let value = value(minute.distance(to: settled))
            series.put(minute: minute, value: value, presence: value == 0 ? .zero : .ok, readAt: at("14:31:55"))
        }
        return series
    }

    package static func series(presence: Presence) -> Series {
        var series = Series(start: window.lowerBound, count: window.count)
        for minute in window where minute <= Minute.settled(at: now) {
            series.put(minute: minute, value: presence == .zero ? 0 : nil, presence: presence, readAt: at("14:31:55"))
        }
        return series
    }

    private static func side(requests: Double, errors: Double, p99: (Int) -> Double) -> SideBoard {
        var board = SideBoard()
        board.series[.requests] = series { requests + requests / 40 * wave($0, 13) }
        board.series[.target5xx] = series { errors == 0 ? 0 : max(0, (errors + 2 * wave($0, 5)).rounded()) }
        board.series[.balancer5xx] = series { _ in 0 }
        board.series[.target4xx] = series { max(0, (requests / 100 + 8 * wave($0, 3)).rounded()) }
        board.series[.p99] = series(p99)
        board.series[.p95] = series { p99($0) * 0.6 }
        board.series[.p50] = series { 40 + 3 * wave($0, 4) + ($0 > 16 ? 0 : 1) }
        board.series[.responseAverage] = series { 52 + 3 * wave($0, 4) }
        board.series[.cpu] = series { 38 + 4 * wave($0, 6) }
        return board
    }

    // MARK: Inventories

    private static func instances(_ count: Int, hasTargets: Bool = true) -> Inventory {
        var counts = Counts()
        counts.desired = count
        counts.running = count
        counts.healthy = hasTargets ? count : nil
        counts.unhealthy = hasTargets ? 0 : nil
        let members = (0..<count).map { index in
            let launched = at("09:00:00") - Double(9 * 86_400 + index * 3000)
            return Member(
                id: "i-0f7\(index)fade12345678", zone: "ap-northeast-1\(["a", "c", "d"][index % 3])",
                state: "InService",
                health: hasTargets ? "healthy" : nil, version: "lt:41 ami-0c1d", launchedAt: launched,
                healthyAt: launched + Double(552 + index * 7))
        }
        return Inventory(counts: counts, members: members.sorted { ($0.zone ?? "", $0.id) < ($1.zone ?? "", $1.id) })
    }

    private static func tasks(_ count: Int, hasTargets: Bool = true, mixed: Bool = false) -> Inventory {
        var counts = Counts()
        counts.desired = count
        counts.running = count
        counts.healthy = hasTargets ? count : nil
        counts.unhealthy = hasTargets ? 0 : nil
        counts.deployments = 1
        counts.deploymentState = "COMPLETED"
        let members = (0..<count).map { index in
            let launched = at("12:20:00") - Double(index * 60)
            return Member(
                id: "4c1f\(index)77e0aa53bb64cc75dd86ee97ff08", zone: "ap-northeast-1\(["a", "c", "d"][index % 3])",
                state: "RUNNING", health: hasTargets ? "healthy" : nil,
                version: mixed && index == 0 ? "worker:17 @77aa" : "api:218 @9f2c", launchedAt: launched,
                healthyAt: launched + Double(38 + index))
        }
        return Inventory(counts: counts, members: members.sorted { ($0.zone ?? "", $0.id) < ($1.zone ?? "", $1.id) })
    }

    // MARK: What happened, and how the sources fare

    package static var readings: [Reading] {
        [
            (Source.route53, "14:31:50", 210), (.targetHealth, "14:32:01", 95), (.autoScaling, "14:31:45", 120),
            (.ec2, "14:31:45", 140), (.ecs, "14:32:02", 88), (.cloudWatch, "14:31:55", 640), (.sqs, "14:31:48", 60),
        ].map { source, time, milliseconds in
            Reading(
                source: source, lastTry: at(time), lastSuccess: at(time), milliseconds: milliseconds,
                newestMinute: source == .cloudWatch ? at("14:30:00") : nil)
        }
    }

    package static var events: [Event] {
        [
            Event(id: 1, at: at("13:00:00"), kind: .lease, actor: "abreast", after: "mika@bastion:4711"),
            Event(
                id: 2, at: at("13:20:04"), service: "web", kind: .share, actor: "route 53", before: "3 %", after: "8 %"),
            Event(
                id: 3, at: at("13:58:02"), service: "api", kind: .share, actor: "route 53", before: "10 %",
                after: "25 %"),
            Event(
                id: 4, at: at("14:03:22"), service: "web", kind: .paused, actor: "mika@bastion", reason: "p99 up"),
            Event(
                id: 5, at: at("14:11:40"), service: "api", side: .new, kind: .taskStopped, actor: "ecs",
                after: "4c1f9", reason: "EssentialContainerExited: exit code 137 (out of memory)"),
            Event(
                id: 6, at: at("14:13:00"), service: "api", kind: .verdict, actor: "abreast", before: "pass",
                after: "worse",
                reason: "new is slow: p99 412 ms, old 288 ms (×1.4)"),
        ]
    }
}

extension Service {
    /// Forgets the newest minutes of one side, as if CloudWatch had not answered.
    fileprivate mutating func cut(_ side: Side, minutes: Int) {
        var board = self[side]
        for (metric, series) in board.series {
            var shorter = Series(start: series.start, count: series.count)
            let settled = Minute.settled(at: BoardFixture.now)
            for index in 0..<series.count {
                let minute = series.start.advanced(by: index)
                guard minute <= settled.advanced(by: -minutes) else { continue }
                let measured = series[minute]
                shorter.put(
                    minute: minute, value: measured.value, presence: measured.presence,
                    readAt: series.readAt ?? BoardFixture.now)
            }
            board.series[metric] = shorter
        }
        if side == .old { old = board } else { new = board }
    }
}
