import Model

/// The numbers of the window, old and new, for each service that takes traffic.
extension SnapshotReport {
    var impact: String {
        let parts = board.services.filter(\.takesTraffic).map(impact)
        let none = "No service of this migration takes traffic."
        return "## Impact in the window\n\n" + (parts.isEmpty ? none : parts.joined(separator: "\n\n"))
    }

    private func impact(_ service: Service) -> String {
        let impact = SnapshotImpact(board: board, service: service)
        let shared = service.configuration.sharesLoadBalancer
        var rows = [
            ["requests", count(impact.old.requests), count(impact.new.requests)],
            [
                shared ? "failed (targets' 5xx)" : "failed (targets' and balancer's 5xx)", count(impact.old.failed),
                count(impact.new.failed),
            ],
            ["failed, % of requests", percent(impact.old.rate), percent(impact.new.rate)],
        ]
        for metric in [Metric.p50, .p95, .p99] {
            rows.append([
                "highest \(metric.rawValue) of a minute, ms", worst(impact.old, metric), worst(impact.new, metric),
            ])
        }
        rows.append(["minutes not known", String(impact.old.unknown), String(impact.new.unknown)])
        var lines = [
            "### \(Markdown.text(service.name))", "",
            Markdown.table(["", "old", "new"], right: [1, 2], rows), "",
        ]
        let exposed = impact.exposed.map { "\(Words.percent($0)) % of the requests went to new" }
        lines.append("- **Exposed:** \(exposed ?? "no request was counted")")
        lines.append("- **Excess errors:** \(excess(impact))")
        if shared {
            lines.append("- One load balancer serves both sides: its own 5xx have no side and are not counted here.")
        }
        lines.append("- **Over a limit on new:** \(impact.breaches.isEmpty ? "in no settled minute" : "")")
        lines += impact.breaches.map { "  - \(breach($0, service.configuration.limits))" }
        return lines.joined(separator: "\n")
    }

    private func excess(_ impact: SnapshotImpact) -> String {
        guard let excess = impact.excess, let rate = impact.old.rate else {
            return "not to be told, as a side had no requests"
        }
        let sign = excess < 0 ? "−" : ""
        return "\(sign)\(Words.decimal(abs(excess), 1)) on new, beyond the \(Words.percent(rate)) % that failed on old"
    }

    private func breach(_ breach: SnapshotImpact.Breach, _ limits: Limits) -> String {
        let (first, last) = (breach.minutes.lowerBound, breach.minutes.upperBound)
        let span = "\(SnapshotZone.utc.minute(first.start)) to \(SnapshotZone.utc.minute(last.end)) UTC"
        let local = "\(zone.minute(first.start)) to \(zone.minute(last.end)) \(Markdown.text(zone.name))"
        let worst = breach.subject == "5xx" ? "\(Words.percent(breach.worst)) %" : Words.milliseconds(breach.worst)
        let limit =
            breach.subject == "5xx" ? "\(Words.percent(limits.errorPercent)) %" : Words.milliseconds(limits.p99 ?? 0)
        return
            "\(span) (\(local)), \(first.distance(to: last) + 1) min: \(breach.subject) up to \(worst), limit \(limit)"
    }

    /// Whole requests as they were counted, not rounded for a screen.
    private func count(_ value: Double) -> String { Words.decimal(value, value == value.rounded() ? 0 : 1) }

    private func percent(_ value: Double?) -> String { value.map { Words.decimal($0, 3) } ?? "–" }

    private func worst(_ totals: SnapshotImpact.Totals, _ metric: Metric) -> String {
        guard let worst = totals.worst[metric] else { return "–" }
        return
            "\(Words.decimal(worst.value, worst.value < 10 ? 1 : 0)) at \(SnapshotZone.utc.minute(worst.minute.start))"
    }
}
