import AWS
package import Model

extension MigrationPlan {
    /// The plan for programs: one object for each service.
    package var objects: [JSONValue] {
        parts.map { service, part in
            switch part {
            case .planned(let plan): plan.json
            case .unsplit: .fields(["service": .text(service), "place": .null, "problem": .null])
            case .failed(let why): .fields(["service": .text(service), "place": .null, "problem": .text(why)])
            }
        }
    }
}

extension ServicePlan {
    fileprivate var json: JSONValue {
        .fields([
            "service": .text(service), "place": .text(standing.place), "problem": .null, "mode": .text(mode.rawValue),
            "percent": .optional(standing.percent),
            "weights": .list(
                standing.weights.map { type, weights in
                    .fields(["type": .text(type), "old": .optional(weights.old), "new": .optional(weights.new)])
                }),
            "warnings": .list(warnings.map(\.json)), "steps": .list(steps.map(\.json)),
        ])
    }
}

extension PlannedStep {
    fileprivate var json: JSONValue {
        .fields([
            "percent": .number(percent), "bakeSeconds": .optional(bake), "isPastReturn": .bool(isPastReturn),
            "weights": .list(
                change.moves.map { move in
                    .fields([
                        "type": .text(move.type), "old": .optional(move.to.old), "new": .optional(move.to.new),
                    ])
                }),
            "call": .text(change.request.action), "document": change.document,
            "body": .text(String(decoding: change.request.body, as: UTF8.self)), "command": .text(change.commandLine),
            "effective": .list(outcomes.map(\.json)), "warnings": .list(warnings.map(\.json)),
        ])
    }
}

extension SplitOutcome {
    fileprivate var json: JSONValue {
        .fields([
            "type": .text(type), "percent": .number(effective), "ifOldUnhealthy": .number(ifOldUnhealthy),
            "ifNewUnhealthy": .number(ifNewUnhealthy),
        ])
    }
}

extension PlanWarning {
    fileprivate var json: JSONValue { .fields(["kind": .text(kind.rawValue), "words": .text(words)]) }
}
