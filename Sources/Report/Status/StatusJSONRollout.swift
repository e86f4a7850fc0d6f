import Model

/// The state of a rollout, what old could take back, and running times, for `abreast status --json` and for snapshots.
enum StatusJSONRollout {
    /// What follows from the board. Percents are on new, times are in seconds.
    static func progress(of service: Service, at now: Moment) -> JSONValue {
        let progress = service.progress(at: now)
        return .fields([
            "mode": .text((service.configuration.rollout?.mode ?? .observe).rawValue),
            "step": .optional(progress.step), "steps": .optional(progress.steps),
            "intended": .optional(progress.intended), "next": .optional(progress.next),
            "leftSeconds": .optional(progress.left), "changedOutside": .bool(progress.isChangedOutside),
        ])
    }

    /// Who holds it and the details, abreast's last effective change, and the orders.
    static func rollout(of service: Service, _ board: Board) -> JSONValue {
        let pause = service.pause
        var fields = [
            JSONField(name: "phase", value: .text(service.phase(at: board.takenAt).rawValue)),
            JSONField(name: "pausedBy", value: .optional(pause?.by)),
            JSONField(name: "pausedAt", value: .optional(pause?.at)),
            JSONField(name: "reason", value: .optional(pause?.reason)),
            JSONField(name: "isRollBack", value: .bool(pause?.isRollBack ?? false)),
            JSONField(name: "returnsTo", value: .optional(pause.flatMap { $0.isRollBack ? $0.returnsTo : nil })),
            JSONField(name: "lookAgain", value: .optional(pause?.terms.lookAgain)),
            JSONField(
                name: "found",
                value: pause?.terms.found.map { .list($0.map(SnapshotFormat.weight)) } ?? .null),
        ]
        if case .object(let progress) = progress(of: service, at: board.takenAt) { fields += progress }
        fields.append(JSONField(name: "standing", value: standing(service)))
        fields.append(JSONField(name: "advance", value: advance(service)))
        return .object(fields)
    }

    private static func standing(_ service: Service) -> JSONValue {
        guard let step = service.effectiveStep else { return .null }
        return .fields([
            "percent": .number(step.percent), "at": .text(step.at.iso8601), "inSyncAt": .optional(step.inSyncAt),
            "weights": .list(step.after.map(SnapshotFormat.weight)),
        ])
    }

    private static func advance(_ service: Service) -> JSONValue {
        guard let order = service.advance else { return .null }
        return .fields([
            "order": .number(Double(order.id)), "percent": .optional(order.terms.percent), "by": .text(order.actor),
            "at": .text(order.at.iso8601), "overrides": .list(order.terms.overrides.map { .text($0.rawValue) }),
        ])
    }

    /// Null for a service whose weights cannot be moved back.
    static func readiness(of service: Service, _ board: Board) -> JSONValue {
        guard service.configuration.split != nil else { return .null }
        let capacity = RollbackCapacity(of: service, board: board)
        let answer =
            switch capacity.answer {
            case .fits: "fits"
            case .tight: "tight"
            case .unsafe: "unsafe"
            case .unknown: "unknown"
            }
        return .fields([
            "percent": .optional(capacity.percent), "answer": .text(answer), "needed": .optional(capacity.needed),
            "maximum": .optional(capacity.maximum), "launchSeconds": .optional(capacity.launch),
            "sentence": .text(capacity.sentence),
        ])
    }

    /// Null while no time runs.
    static func deadMan(of service: Service, _ board: Board, _ verdict: Verdict) -> JSONValue {
        guard let deadMan = board.deadMan(of: service, verdict: verdict) else { return .null }
        return .fields([
            "deadline": .text(deadMan.deadline.iso8601), "leftSeconds": .number(deadMan.left(at: board.takenAt)),
            "givenSeconds": .number(deadMan.given),
        ])
    }
}
