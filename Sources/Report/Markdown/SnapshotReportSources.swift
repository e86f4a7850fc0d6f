import Model

/// The quality of the data, how to query it again, and where to find it in the console.
extension SnapshotReport {
    var quality: String {
        guard !board.readings.isEmpty else { return "## Data quality\n\nNo source was ever asked." }
        let rows = board.readings.map { reading in
            let age = reading.lastSuccess.map { board.takenAt.seconds(since: $0) }
            let isLate = age.map { $0 > reading.source.bound } ?? true
            return [
                reading.source.title, reading.lastSuccess.map { SnapshotZone.utc.dateAndTime($0) } ?? "never",
                age.map { "\(NumberWords.duration($0))\(isLate ? ", late" : "")" } ?? "–",
                reading.newestMinute.map { SnapshotZone.utc.minute($0) } ?? "–", String(reading.failures),
                String(reading.milliseconds), Markdown.text(reading.error ?? "–"),
            ]
        }
        let titles = [
            "source", "last success UTC", "age", "newest minute UTC", "failures since", "took ms", "last error",
        ]
        let poller = board.lease.map { lease in
            let state = lease.isLive(at: board.takenAt) ? "polls" : "is silent"
            let utc = SnapshotZone.utc
            return "\(Markdown.text(lease.holder)) \(state), heartbeat \(utc.dateAndTime(lease.heartbeat)) UTC,"
                + " holder no. \(lease.token) since \(utc.dateAndTime(lease.since)) UTC."
        }
        return "## Data quality\n\n" + Markdown.table(titles, right: [4, 5], rows) + "\n\n"
            + (poller ?? "Nobody polled.")
    }

    var queries: String {
        let asked = snapshot.queries.map { "- \(Markdown.code($0))" }
        var lines = ["## Queries", "", "CloudWatch, per minute:", ""]
        lines += asked.isEmpty ? ["- none was noted"] : asked
        lines += ["", "Console:", ""]
        let links = ConsoleLinks(configuration: snapshot.configuration).lines
        lines += links.isEmpty ? ["- none, as the AWS services have addresses of their own here"] : links
        return lines.joined(separator: "\n")
    }
}

/// Addresses in AWS's console of the configured resources. They contain names, never an account.
struct ConsoleLinks {
    let configuration: Configuration

    /// Markdown list items; none when emulators answer instead of AWS.
    var lines: [String] {
        guard configuration.endpoint == nil, configuration.endpoints.isEmpty else { return [] }
        return configuration.services.flatMap { service in
            split(service)
                + Side.allCases.flatMap { side in
                    self.side(side == .old ? service.old : service.new, "\(service.name) \(side.rawValue)")
                } + queue(service)
        }
    }

    private var region: String { configuration.region }

    private var host: String { Partition(region: region).console }

    private func link(_ title: String, _ path: String) -> String {
        "- [\(Markdown.text(title))](https://\(region).\(host)/\(path))"
    }

    private func split(_ service: ServiceConfiguration) -> [String] {
        guard case .route53(_, let name, _, _, _) = service.split else { return [] }
        return ["- [\(Markdown.text("\(service.name): record \(name)"))](https://\(host)/route53/v2/hostedzones)"]
    }

    private func side(_ side: SideConfiguration, _ title: String) -> [String] {
        var lines: [String] = []
        let ec2 = "ec2/home?region=\(region)#"
        if let balancer = side.loadBalancer {
            lines.append(
                link("\(title): load balancer", "\(ec2)LoadBalancers:search=\(Self.encoded(Self.name(balancer)))"))
        }
        for group in side.targetGroups {
            lines.append(link("\(title): target group", "\(ec2)TargetGroups:search=\(Self.encoded(Self.name(group)))"))
        }
        if let group = side.autoScalingGroup {
            lines.append(
                link(
                    "\(title): Auto Scaling group", "\(ec2)AutoScalingGroupDetails:id=\(Self.encoded(Self.last(group)))"
                ))
        }
        if let ecs = side.ecs {
            let (cluster, service) = (Self.encoded(Self.last(ecs.cluster)), Self.encoded(Self.last(ecs.service)))
            lines.append(
                link("\(title): ECS service", "ecs/v2/clusters/\(cluster)/services/\(service)/health?region=\(region)"))
        }
        return lines
    }

    private func queue(_ service: ServiceConfiguration) -> [String] {
        service.queue.map { [link("\(service.name): queue \(Self.last($0))", "sqs/v3/home?region=\(region)#/queues")] }
            ?? []
    }

    /// The name within `app/name/hex` or `targetgroup/name/hex`, ARNs included.
    private static func name(_ text: String) -> String {
        let parts = text.split(separator: "/")
        return parts.count >= 3 ? String(parts[parts.count - 2]) : text
    }

    private static func last(_ text: String) -> String {
        text.split { $0 == "/" || $0 == ":" }.last.map(String.init) ?? text
    }

    /// Percent-encoded, except for characters that a path and a query keep (RFC 3986, unreserved).
    private static func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            let isPlain = byte.isDigit || byte.isUpper || byte.isLower || "-._~".utf8.contains(byte)
            let digits = String(byte, radix: 16, uppercase: true)
            return isPlain ? String(UnicodeScalar(byte)) : "%\(digits.count == 1 ? "0" : "")\(digits)"
        }.joined()
    }
}
