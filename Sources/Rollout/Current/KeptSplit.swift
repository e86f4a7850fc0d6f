import AWS
package import Model

/// A service's weights in AWS as text, with everything that a change of them sends back.
package struct KeptSplit: Sendable {
    /// JSON: the zone's id and the records, or the listener's or rule's ARN and its actions, as AWS wrote them, and
    /// the zone or rule as the configuration means it.
    package let text: String

    package init(_ split: CurrentSplit, of service: ServiceConfiguration) {
        let value: JSONValue
        switch split {
        case .records(let records):
            let members: [CurrentRecord] = records.pairs.flatMap { [$0.old, $0.new] + $0.others }
            let pieces = members.map(\.piece.source)
            value = .fields([
                "zone": .text(records.zone), "means": .optional(Self.meaning(of: service)),
                "records": .list(pieces.map { .text($0) }),
            ])
        case .forward(let forward):
            let (kind, arn) =
                switch forward.owner {
                case .listener(let arn): ("listener", arn)
                case .rule(let arn): ("rule", arn)
                }
            value = .fields([
                kind: .text(arn), "means": .optional(Self.meaning(of: service)),
                "actions": .text(forward.actions.source),
            ])
        }
        text = value.line
    }

    package init(text: String) { self.text = text }

    /// The id of the hosted zone that the service means; `nil` for a forward, and for another zone.
    package func zone(of service: ServiceConfiguration) -> String? {
        guard let value = try? JSONValue(reading: text), value["means"]?.text == Self.meaning(of: service) else {
            return nil
        }
        return value["zone"]?.text
    }

    /// The weights of the service by this text; `nil` when it says nothing of what the service names now.
    package func split(of service: ServiceConfiguration) -> CurrentSplit? {
        guard let value = try? JSONValue(reading: text), value["means"]?.text == Self.meaning(of: service) else {
            return nil
        }
        switch service.split {
        case .route53(_, let name, let types, let old, let new):
            guard let zone = value["zone"]?.text, case .list(let pieces)? = value["records"] else { return nil }
            let records = pieces.compactMap(\.text)
                .compactMap { XMLElement(document: Array($0.utf8)).flatMap(CurrentRecord.init) }
                .filter { $0.name == RecordName(name) }
            return (try? CurrentRecords(zone: zone, name: name, records: records, types: types, old: old, new: new))
                .map { .records($0) }
        case .alb(let listener, _, let old, let new):
            let owner: CurrentForward.ActionOwner
            if let arn = value["rule"]?.text {
                owner = .rule(arn)
            } else {
                guard value["listener"]?.text == listener else { return nil }
                owner = .listener(listener)
            }
            guard let actions = value["actions"]?.text.flatMap({ XMLElement(document: Array($0.utf8)) }) else {
                return nil
            }
            let forward = try? CurrentForward(
                owner: owner, actions: actions, isOld: { CurrentReader.means(old, $0) },
                isNew: { CurrentReader.means(new, $0) })
            return forward.map { .forward($0) }
        case nil: return nil
        }
    }

    /// The zone, or the listener's rule, as the configuration writes it; `nil` for a listener's default actions.
    private static func meaning(of service: ServiceConfiguration) -> String? {
        switch service.split {
        case .route53(let zone, _, _, _, _): zone
        case .alb(let listener, let rule, _, _): rule.map { "\(listener) \($0)" }
        case nil: nil
        }
    }
}
