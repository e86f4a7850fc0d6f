import Model
import View

/// The versions on each side, and the records or the forward.
extension SnapshotReport {
    var versions: String {
        let rows = board.services.flatMap { service in Side.allCases.map { counts(service, $0) } }
        let titles = ["service", "side", "running", "desired", "healthy", "versions", "deployment"]
        let tables = board.services.flatMap { service in Side.allCases.compactMap { members(service, $0) } }
        return (["## Versions\n\n" + Markdown.table(titles, right: [2, 3, 4], rows)] + tables).joined(separator: "\n\n")
    }

    private func counts(_ service: Service, _ side: Side) -> [String] {
        let inventory = service[side].inventory
        let versions = inventory?.versions.map { version in
            let count = inventory?.members.count { $0.version == version && $0.stopReason == nil } ?? 0
            return "\(count) × \(Markdown.code(version))"
        }
        return [
            Markdown.text(service.name), side.rawValue, cell(board.count(\.running, side, of: service), .count),
            cell(board.count(\.desired, side, of: service), .count),
            cell(board.count(\.healthy, side, of: service), .count),
            versions?.joined(separator: ", ") ?? "?", Markdown.text(inventory?.counts.deploymentState?.rawValue ?? "–"),
        ]
    }

    private func members(_ service: Service, _ side: Side) -> String? {
        guard let members = service[side].inventory?.members, !members.isEmpty else { return nil }
        let rows = members.map { member in
            [
                Markdown.code(member.id), Markdown.text(member.zone ?? "?"), Markdown.text(member.state.rawValue),
                Markdown.text(
                    [member.health?.rawValue, member.healthReason].compactMap(\.self).joined(separator: ": ")),
                Markdown.code(member.version), Markdown.text(member.versionDetail ?? ""),
                member.launchedAt.map { SnapshotZone.utc.dateAndTime($0) } ?? "?", took(member),
                Markdown.text(member.stopReason ?? ""),
            ]
        }
        let titles = [
            "id", "zone", "state", "health", "version", "detail", "launched UTC", "until healthy", "stopped because",
        ]
        return "### \(Markdown.text(service.name)), \(side.rawValue)\n\n" + Markdown.table(titles, rows)
    }

    private func took(_ member: Member) -> String {
        guard let launched = member.launchedAt, let healthy = member.healthyAt, healthy >= launched else { return "?" }
        return NumberFormat.span(healthy.seconds(since: launched))
    }

    /// The weights as read, and their remarks.
    var records: String {
        let rows = board.services.flatMap { service -> [[String]] in
            guard let share = service.share else { return [] }
            return share.value.weights.map { weight in
                [
                    Markdown.text(service.name), place(service), Markdown.text(weight.type),
                    weight.old.map(String.init) ?? "?", weight.new.map(String.init) ?? "?",
                    weight.percent.map { NumberWords.percent($0) } ?? "?", String(weight.ttl),
                    SnapshotZone.utc.dateAndTime(share.readAt),
                ]
            }
        }
        let titles = ["service", "where", "type", "old", "new", "new %", "TTL s", "read at UTC"]
        let remarks = board.services.flatMap { service in
            service.share?.value.remarks.map { "- \(Markdown.text(service.name)): \(Markdown.text($0))" } ?? []
        }
        let table = rows.isEmpty ? "No weight was read." : Markdown.table(titles, right: [3, 4, 5, 6], rows)
        let parts = [remarks, effective, traps].filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }
        return (["## Weights\n\n" + table] + parts).joined(separator: "\n\n")
    }

    /// The shares where health changes the share of the weights.
    private var effective: [String] {
        board.services.flatMap { service in
            board.effectiveShares(of: service).compactMap(\.remark).map {
                "- \(Markdown.text(service.name)): \(Markdown.text($0))"
            }
        }
    }

    /// The warnings at that time, each with its remedy.
    private var traps: [String] {
        board.services.flatMap { service in
            (service.layout?.value.warnings ?? []).map { warning in
                let side = warning.side.map { " \($0.rawValue)" } ?? ""
                return "- \(Markdown.text(service.name))\(side): \(Markdown.text(warning.text))"
            }
        }
    }

    private func place(_ service: Service) -> String {
        switch service.configuration.split {
        case .route53(let zone, let name, _, let old, let new): Markdown.text("\(name) in \(zone): \(old) | \(new)")
        case .alb(let listener, let rule, _, _):
            Markdown.text("\(listener.split(separator: ":").last ?? ""), rule \(rule ?? "default")")
        case nil: ""
        }
    }
}
