import Model
import View

/// One service of `abreast status --json`.
struct StatusJSONService {
    let board: Board
    let service: Service

    var value: JSONValue {
        let verdict = board.verdict(of: service)
        return .fields([
            "name": .text(service.name),
            "share": share,
            "traffic": EvidenceJSON.traffic(of: service, board),
            "weights": .list(service.share?.value.weights.map(SnapshotFormat.weight) ?? []),
            "remarks": .list(service.share?.value.remarks.map(JSONValue.text) ?? []),
            "effective": TopologyJSON.effective(of: service, board),
            "layout": TopologyJSON.layout(of: service),
            "rollout": StatusJSONRollout.rollout(of: service, board),
            "readiness": StatusJSONRollout.readiness(of: service, board),
            "deadMan": StatusJSONRollout.deadMan(of: service, board, verdict),
            "verdict": .fields([
                "state": .text(verdict.state.rawValue), "subject": .text(verdict.subject),
                "reason": .text(verdict.reason), "since": .optional(verdict.since),
            ]),
            "evidence": EvidenceJSON.evidence(of: service, board),
            "limits": .fields([
                "errorPercent": .number(service.configuration.limits.errorPercent),
                "p99": .optional(service.configuration.limits.p99),
            ]),
            "old": side(.old),
            "new": side(.new),
            "queue": queue,
        ])
    }

    private var share: JSONValue {
        let nothing = Measured(value: nil, minute: nil, readAt: nil, presence: .none)
        // The intended share is as old as the weights, because they decide which step is the present one.
        let intended = service.progress(at: board.takenAt).intended.map {
            Measured(value: $0, minute: nil, readAt: service.share?.readAt, presence: $0 == 0 ? .zero : .ok)
        }
        return .fields([
            "intended": StatusJSON.measured(intended ?? nothing),
            "applied": StatusJSON.measured(board.appliedShare(of: service)),
            "observed": StatusJSON.measured(service.takesTraffic ? board.observedShare(of: service) : nothing),
            "changedAt": .optional(service.shareChangedAt),
        ])
    }

    private func side(_ side: Side) -> JSONValue {
        let inventory = service[side].inventory
        let numbers = Columns.all.compactMap { column in
            column.json.map {
                JSONField(name: $0, value: StatusJSON.measured(board.latest(column.id, side, of: service)))
            }
        }
        return .object(
            numbers + [
                JSONField(name: "deploymentState", value: .optional(inventory?.counts.deploymentState?.rawValue)),
                JSONField(name: "versions", value: .list(inventory?.versions.map(JSONValue.text) ?? [])),
                JSONField(name: "instances", value: .list(inventory?.members.map(SnapshotFormat.member) ?? [])),
            ])
    }

    /// Null for a service without a queue.
    private var queue: JSONValue {
        guard service.configuration.queue != nil else { return .null }
        func number(_ path: KeyPath<QueueReading, Int>) -> JSONValue {
            guard let queue = service.queue else { return StatusJSON.measured(.never) }
            return StatusJSON.measured(
                board.measured(Double(queue.value[keyPath: path]), readAt: queue.readAt, source: .sqs))
        }
        return .fields([
            "visible": number(\.visible), "inFlight": number(\.inFlight), "delayed": number(\.delayed),
            "oldestSeconds": StatusJSON.measured(board.latest(in: service.queueAge)),
            "deadLetters": StatusJSON.measured(board.latest(in: service.deadLetters)),
        ])
    }
}
