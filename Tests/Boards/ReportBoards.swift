import MigrationFile
package import Model

/// Boards for the tests of status and snapshots: three services, an hour of minutes, something wrong with most things.
package enum ReportBoards {
    package static let now = Moment(iso8601: "2026-11-23T05:32:07Z") ?? Moment(milliseconds: 0)
    package static let window = Minute(index: now.minute.index - 60)..<now.minute

    package static func configuration() throws -> Configuration {
        try Configuration.read(
            text: """
                migration: reservations
                region: ap-northeast-1
                profile: sre
                assume_role: arn:aws:iam::111122223333:role/abreast
                services:
                  api:
                    split: { route53: { zone: example.com, name: api.example.com, old: ec2, new: ecs } }
                    old:
                      load_balancer: arn:aws:elasticloadbalancing:ap-northeast-1:111122223333:loadbalancer/app/api-old/50dc6c495c0c9188
                      target_groups: [targetgroup/api-old/73e2d6bc24d8a067]
                      auto_scaling_group: api-asg
                    new:
                      load_balancer: app/api-new/9d51b1a3a2f0c5d7
                      target_groups: [targetgroup/api-new/0a1b2c3d4e5f6071]
                      ecs: { cluster: prod, service: api }
                    limits: { error_percent: 1.0, p99_ms: 400 }
                  予約:
                    split: { route53: { zone: example.com, name: web.example.com, old: ec2, new: ecs } }
                    old: { load_balancer: web-old, target_groups: [web-old], auto_scaling_group: web-asg }
                    new: { load_balancer: web-new, target_groups: [web-new], ecs: { cluster: prod, service: web } }
                  worker:
                    old: { auto_scaling_group: worker-asg }
                    new: { ecs: { cluster: prod, service: worker } }
                    queue: { sqs: "https://sqs.ap-northeast-1.amazonaws.com/111122223333/jobs" }
                """, file: "abreast.yaml")
    }

    /// api: worse p99 for the last nine minutes, some 5xx earlier; 予約: never measured, paused; worker: a queue.
    package static func board() throws -> Board {
        let configuration = try configuration()
        var board = Board(migration: "reservations", region: "ap-northeast-1", takenAt: now, window: window)
        var api = Service(configuration: configuration.services[0])
        api.share = Timed(
            ShareReading(
                weights: [
                    WeightReading(type: "A", old: 75, new: 25, ttl: 60),
                    WeightReading(type: "AAAA", old: 75, new: nil, ttl: 60),
                ], remarks: ["AAAA has no record for ecs"]), readAt: now - 12)
        api.shareChangedAt = now - 1800
        api.formerShares = [FormerShare(percent: 10, since: now - 5400, ttl: 60)]
        api.share?.value.evaluated = [EvaluatedRecord(type: "A", side: .old), EvaluatedRecord(type: "A", side: .new)]
        api.layout = Timed(
            TopologyReading(
                warnings: [
                    TopologyWarning(.ttl, "A has a TTL of 300 s.", remedy: "Lower it."),
                    TopologyWarning(.grace, side: .new, "Its grace is 0 s.", remedy: "Raise it."),
                ],
                gaps: [TopologyGap(action: "wafv2:GetWebACLForResource", isDenied: true, words: "not allowed")]),
            readAt: now - 300)
        api.old = side(requests: 24_700, errors: 5, p99: 288, isNew: false)
        api.new = side(requests: 7_700, errors: 2, p99: 300, isNew: true)
        var web = Service(configuration: configuration.services[1])
        web.pause = Pause(order: 7, by: "mika@bastion", at: now - 600, reason: "p99 | up", ofAll: false)
        var worker = Service(configuration: configuration.services[2])
        worker.queue = Timed(
            QueueReading(visible: 312, inFlight: 12, delayed: 0, deadLetterQueue: "jobs-dead"), readAt: now - 20)
        worker.shared[.queueAge] = series(.queueAge) { _ in 42.5 }
        worker.new.inventory = inventory(isNew: true)
        worker.new.confirmed = [.ecs: now - 300]
        board.services = [api, web, worker]
        board.readings = [
            Reading(source: .route53, lastTry: now - 12, lastSuccess: now - 12, milliseconds: 81),
            Reading(
                source: .cloudWatch, lastTry: now - 30, lastSuccess: now - 90, error: "GetMetricData: throttled",
                failures: 2,
                milliseconds: 214, newestMinute: now.minute.advanced(by: -3).start),
            Reading(source: .ec2, lastTry: now - 5, error: "DescribeInstances: denied"),
        ]
        board.events = [
            Event(
                id: 1, at: now - 1800, service: "api", kind: .share, actor: "route 53", before: "10 %", after: "25 %",
                evidence: "ListResourceRecordSets"),
            Event(
                id: 2, at: now - 600.5, service: "予約", kind: .paused, actor: "mika@bastion", reason: "p99 | up",
                evidence: "order 7", order: 7),
            Event(
                id: 3, at: now - 100, service: "api", side: .new, kind: .taskStopped, actor: "ecs", before: "RUNNING",
                after: "STOPPED", reason: "OutOfMemoryError: exit 137", evidence: "task 4c1f"),
        ]
        board.lease = Lease(holder: "mika@bastion:4711", token: 3, since: now - 4000, heartbeat: now - 2)
        return board
    }

    /// A value for each minute up to the newest settled one; the newest three are not there yet.
    private static func series(_ metric: Metric, _ value: (Int) -> Double?) -> Series {
        var series = Series(start: window.lowerBound, count: window.count)
        for index in 0..<window.count - 2 {
            let value = value(index)
            let presence: Presence = value == nil ? .missing : value == 0 ? .zero : .ok
            series.put(
                minute: window.lowerBound.advanced(by: index), value: value, presence: presence, readAt: now - 30)
        }
        return series
    }

    private static func side(requests: Double, errors: Double, p99: Double, isNew: Bool) -> SideBoard {
        var side = SideBoard()
        side.series[.requests] = series(.requests) { $0 == 7 ? nil : requests + Double($0) }
        side.series[.target5xx] = series(.target5xx) {
            isNew && (20..<23).contains($0) ? 160 : $0 % 2 == 0 ? errors : 0
        }
        side.series[.balancer5xx] = series(.balancer5xx) { _ in 0 }
        side.series[.p50] = series(.p50) { _ in 41.25 }
        side.series[.p95] = series(.p95) { _ in p99 / 2 }
        side.series[.p99] = series(.p99) { isNew && $0 >= 49 ? 412 : p99 }
        side.series[.cpu] = series(.cpu) { _ in 38 }
        side.inventory = inventory(isNew: isNew)
        side.confirmed = [.ecs: now - 4, .autoScaling: now - 14, .targetHealth: now - 4, .ec2: now - 14]
        return side
    }

    private static func inventory(isNew: Bool) -> Inventory {
        var counts = Counts()
        counts.desired = 2
        counts.running = 2
        counts.pending = 0
        counts.healthy = 2
        counts.unhealthy = 0
        counts.draining = 0
        if isNew { counts.deploymentState = "COMPLETED" }
        let members = ["a", "c"].map { letter in
            Member(
                id: isNew ? "4c1f\(letter)" : "i-0f76\(letter)", zone: "ap-northeast-1\(letter)",
                state: isNew ? "RUNNING" : "InService", health: "healthy",
                version: isNew ? "api:218 @9f2c" : "lt:41 ami-0c1", versionDetail: isNew ? "v1.2.3" : nil,
                launchedAt: now - 7200, healthyAt: now - 7162)
        }
        return Inventory(counts: counts, members: members)
    }
}
