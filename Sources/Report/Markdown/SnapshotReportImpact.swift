import Model
import View

/// The numbers of the window, old and new, for each service with traffic.
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
        rows += Columns.all.compactMap { row($0, impact) }
        rows.append(["minutes not known", String(impact.old.unknown), String(impact.new.unknown)])
        var lines = [
            "### \(Markdown.text(service.name))", "",
            Markdown.table(["", "old", "new"], right: [1, 2], rows), "",
        ]
        let exposed = impact.exposed.map { "\(NumberWords.percent($0)) % of the requests went to new" }
        lines.append("- **Exposed:** \(exposed ?? "no request was counted")")
        lines.append("- **Excess errors:** \(excess(impact))")
        if shared {
            lines.append("- One load balancer serves both sides: its own 5xx have no side and are not counted here.")
        }
        lines.append("- **Over a limit on new:** \(impact.breaches.isEmpty ? "in no settled minute" : "")")
        lines += impact.breaches.map { "  - \(breach($0))" }
        return lines.joined(separator: "\n")
    }

    /// The row of a column of the list, if it is shown for the window.
    private func row(_ column: Column, _ impact: SnapshotImpact) -> [String]? {
        let both = Side.allCases.map { impact[$0] }
        switch column.impact {
        case .highest(let title): return [title] + both.map { worst($0, column.id) }
        case .sum(let title):
            let sums = both.map { $0.sums[column.id] }
            return sums.allSatisfy { $0 == nil } ? nil : [title] + sums.map { $0.map(count) ?? "–" }
        case nil: return nil
        }
    }

    private func excess(_ impact: SnapshotImpact) -> String {
        guard let excess = impact.excess else { return "not to be told, as in no minute both sides had requests" }
        let sign = excess.errors < 0 ? "−" : ""
        let alone = "\(NumberWords.count(excess.alone, "minute")) without requests on old left out"
        return "\(sign)\(NumberWords.decimal(abs(excess.errors), 1)) on new: \(count(excess.failed)) failed, and "
            + "\(NumberWords.decimal(excess.expected, 1)) (\(NumberWords.percent(excess.rate)) %) would have at old's rate of the same "
            + "minutes\(excess.alone > 0 ? "; \(alone)" : "")"
    }

    private func breach(_ breach: SnapshotImpact.Breach) -> String {
        let (first, last) = (breach.minutes.lowerBound, breach.minutes.upperBound)
        let span = "\(SnapshotZone.utc.minute(first.start)) to \(SnapshotZone.utc.minute(last.end)) UTC"
        let local = "\(zone.minute(first.start)) to \(zone.minute(last.end)) \(Markdown.text(zone.name))"
        func value(_ value: Double) -> String {
            breach.matter == .errors(.new) ? "\(NumberWords.percent(value)) %" : NumberWords.milliseconds(value)
        }
        let all = first.distance(to: last) + 1
        func part(_ minutes: Int) -> String { minutes < all ? " in \(minutes) of them" : "" }
        var limits: [String] = []
        if let limit = breach.limit { limits.append("limit \(value(limit.value))\(part(limit.minutes))") }
        if let beside = breach.besideOld {
            let ratio = "\(NumberWords.percent(beside.value / beside.old)) × old \(value(beside.old))"
            limits.append("limit \(value(beside.value)) (\(ratio))\(part(beside.minutes))")
        }
        return "\(span) (\(local)), \(all) min: \(breach.matter.word) up to \(value(breach.worst)), "
            + limits.joined(separator: " and ")
    }

    /// Whole requests as counted, without the screen's rounding.
    private func count(_ value: Double) -> String { NumberWords.decimal(value, value == value.rounded() ? 0 : 1) }

    private func percent(_ value: Double?) -> String { value.map { NumberWords.decimal($0, 3) } ?? "–" }

    private func worst(_ totals: SnapshotImpact.Totals, _ id: Column.ID) -> String {
        guard let worst = totals.worst[id] else { return "–" }
        return
            "\(NumberWords.decimal(worst.value, worst.value < 10 ? 1 : 0)) at \(SnapshotZone.utc.minute(worst.minute.start))"
    }
}
