import AWS
import Model

/// The result as a tree in text: the name, its records with their weights, load balancers, target groups, fleets.
package struct DiscoveryTree: Sendable, Equatable {
    /// A line and its indentation, in steps.
    package struct Line: Sendable, Equatable {
        package let depth: Int
        package let text: String
    }

    package private(set) var lines: [Line] = []
    private var shown: Set<String> = []
    private let finding: ServiceFinding

    package init(_ finding: ServiceFinding, hints: Hints) {
        self.finding = finding
        add(0, finding.name)
        if let path = finding.path {
            add(path, 1)
        } else {
            for balancer in finding.balancers { add(balancer, 1) }
        }
        if finding.balancers.isEmpty { for way in finding.ways { add(way.fleets, 1) } }
        addSides(hints)
        for remark in finding.remarks { add(1, "note: \(remark)") }
        for problem in finding.problems { add(1, "not sure: \(problem)") }
    }

    private mutating func add(_ depth: Int, _ text: String) { lines.append(Line(depth: depth, text: text)) }

    private mutating func add(_ path: NamePath, _ depth: Int) {
        let bearer = path.recordName == path.name ? "" : ", by the record \(path.recordName)"
        add(depth, "\(path.name) in the zone \(path.zone.title)\(bearer)")
        for branch in path.branches {
            let record = branch.record
            let weight = record.weight.map { "weight \($0) “\(record.setIdentifier ?? "")”" }
            let plain = record.setIdentifier.map { "“\($0)”, \(record.policy?.words ?? "not by weight")" } ?? "simple"
            add(depth + 1, "\(record.type) \(weight ?? plain) · \(Self.manner(of: record)) → \(branch.lead.title)")
            switch branch.lead {
            case .balancer(let dns):
                if let balancer = finding.balancers.first(where: { dns.isOf($0.balancer) }) { add(balancer, depth + 2) }
            case .name(let next):
                if shown.insert("name \(next.name)").inserted { add(next, depth + 2) }
            case .end: break
            }
        }
    }

    private static func manner(of record: RecordSet) -> String {
        if let alias = record.aliasTarget {
            return alias.evaluateTargetHealth ? "alias that heeds its target's health" : "alias"
        }
        return record.ttl.map { "TTL \($0) s" } ?? "record"
    }

    private mutating func add(_ balancer: BalancerFinding, _ depth: Int) {
        guard shown.insert(balancer.balancer.arn).inserted else {
            add(depth, "load balancer \(balancer.dimension), above")
            return
        }
        let facts = [balancer.region, balancer.balancer.scheme, balancer.balancer.state?.rawValue].compactMap(\.self)
        add(depth, "load balancer \(balancer.dimension) (\(facts.joined(separator: ", ")))")
        for route in balancer.routes ?? [] {
            let only = route.conditions.isEmpty ? "" : " only for \(route.conditions.joined(separator: " and "))"
            if route.targets.isEmpty {
                add(depth + 1, "\(route.title)\(only): \(route.action?.kind.rawValue ?? "no action")")
                continue
            }
            add(depth + 1, "\(route.title)\(only) →")
            for target in route.targets {
                add(target.targetGroupARN, weight: route.targets.count > 1 ? target.weight : nil, depth + 2)
            }
        }
        for arn in balancer.anyGroups { add(arn, weight: nil, depth + 1) }
    }

    private mutating func add(_ arn: String, weight: Int?, _ depth: Int) {
        let prefix = weight.map { "weight \($0) · " } ?? ""
        guard let group = finding.group(arn) else {
            add(depth, "\(prefix)target group \(ARN(arn)?.resource ?? arn)")
            return
        }
        guard shown.insert(arn).inserted else {
            add(depth, "\(prefix)\(group.dimension), above")
            return
        }
        add(depth, "\(prefix)\(group.dimension): \(group.group.targetType ?? "targets of some type"), \(group.health)")
        add(group.fleets, depth + 1)
        let lack = group.fleets.isEmpty ? "no fleet found" : "perhaps not all of it"
        for doubt in group.doubts { add(depth + 1, "\(lack): \(doubt)") }
    }

    private mutating func add(_ fleets: [FleetFinding], _ depth: Int) {
        for fleet in fleets { add(depth, "\(fleet.title): \(fleet.details)") }
    }

    private mutating func addSides(_ hints: Hints) {
        switch finding.sides(hints) {
        case .decided(let old, let new):
            let reason = hints.old == nil && hints.new == nil ? "for it is" : "as you said; it is"
            for (side, way) in [(Side.old, old), (.new, new)] {
                add(1, "\(side.rawValue): \(way.name) (\(way.weights)), \(reason) \(way.evidence)")
            }
            if let contradiction = SideChoice.contradiction(old: old, new: new) { add(1, contradiction) }
        case .unclear(let why): add(1, "not sure: \(why)")
        case .none: break
        }
    }
}

extension Lead {
    /// The name that it leads to, or the words.
    var title: String {
        switch self {
        case .balancer(let dns): dns.description
        case .name(let path): path.name.description
        case .end(let words): words
        }
    }
}
