import Model

/// The written form of a snapshot, `<id>.json`. Its keys never change their meaning. A new form has a new number.
enum SnapshotFormat {
    /// Form 2 added simulated worlds and roll backs, which a reader of form 1 must not confuse with real ones and
    /// pauses. Form 3 added plans and groups, abreast's own changes of weights, and the details of a pause. Form 4
    /// added p90, TLS errors of clients, and the order and the cause of an event.
    static let number = 4.0
    /// The oldest form that can be read.
    static let oldest = 1.0

    /// The names that lead to the services, which are written one after the other: a snapshot of a thousand of them as one
    /// value would need ten times the memory.
    static let services = ["board", "services"]

    /// Everything but the services.
    static func head(of snapshot: Snapshot) -> JSONValue {
        let board = snapshot.board
        let origin = snapshot.origin
        return .fields([
            "format": .number(number),
            "id": .text(snapshot.id),
            "takenAt": .text(board.takenAt.iso8601),
            "takenAtLocal": .text(origin.zone.iso8601(board.takenAt)),
            "zone": .fields(["name": .text(origin.zone.name), "offsetSeconds": .optional(origin.zone.offsetSeconds)]),
            "by": .text(origin.by),
            "host": .text(origin.host),
            "program": .text(origin.program),
            "reason": .text(origin.reason),
            "account": .optional(origin.account),
            "queries": .list(snapshot.queries.map(JSONValue.text)),
            "configuration": configuration(snapshot.configuration),
            "board": value(of: board),
        ])
    }

    private static func value(of board: Board) -> JSONValue {
        .fields([
            "migration": .text(board.migration),
            "region": .text(board.region),
            "simulated": .optional(board.simulated),
            "takenAt": .text(board.takenAt.iso8601),
            "settledTo": .text(board.settledTo.end.iso8601),
            "window": .fields([
                "from": .text(board.window.lowerBound.start.iso8601),
                "to": .text(board.window.upperBound.start.iso8601),
            ]),
            "headline": StatusJSON.headline(board.headline),
            "services": .list([]),
            "readings": .list(board.readings.map(reading)),
            "events": .list(board.events.map(StatusJSON.event)),
            "lease": board.lease.map(lease) ?? .null,
        ])
    }

    static func service(_ service: Service, of board: Board) -> JSONValue {
        let verdict = board.verdict(of: service)
        return .fields([
            "configuration": self.service(service.configuration),
            "verdict": .fields([
                "state": .text(verdict.state.rawValue), "subject": .text(verdict.subject),
                "reason": .text(verdict.reason), "since": .optional(verdict.since),
            ]),
            "traffic": EvidenceJSON.traffic(of: service, board),
            "evidence": EvidenceJSON.evidence(of: service, board),
            "phase": .text(service.phase(at: board.takenAt).rawValue),
            "progress": StatusJSONRollout.progress(of: service, at: board.takenAt),
            "readiness": StatusJSONRollout.readiness(of: service, board),
            "deadMan": StatusJSONRollout.deadMan(of: service, board, verdict),
            "share": service.share.map(share) ?? .null,
            "shareChangedAt": .optional(service.shareChangedAt),
            "formerShares": .list(service.formerShares.map(former)),
            "effective": TopologyJSON.effective(of: service, board),
            "layout": TopologyJSON.layout(of: service),
            "pause": service.pause.map(pause) ?? .null,
            "step": service.step.map(step) ?? .null,
            "standing": service.effectiveStep.map(step) ?? .null,
            "advance": service.advance.map(order) ?? .null,
            "heardAt": .optional(service.heardAt),
            "worseAt": .optional(service.worseAt),
            "record": service.record.map(record) ?? .null,
            "kept": service.evidence.map(SnapshotEvidence.value) ?? .null,
            "queue": service.queue.map(queue) ?? .null,
            "unsettled": service.unsettled.map(unsettled) ?? .null,
            "shared": series(service.shared),
            "old": side(service.old),
            "new": side(service.new),
        ])
    }

    private static func share(_ share: Timed<ShareReading>) -> JSONValue {
        .fields([
            "readAt": .text(share.readAt.iso8601),
            "weights": .list(share.value.weights.map(weight)),
            "remarks": .list(share.value.remarks.map(JSONValue.text)),
            "evaluated": TopologyJSON.evaluated(share.value),
        ])
    }

    private static func former(_ share: FormerShare) -> JSONValue {
        .fields([
            "percent": .number(share.percent), "since": .text(share.since.iso8601), "ttl": .optional(share.ttl),
        ])
    }

    private static func pause(_ pause: Pause) -> JSONValue {
        .fields([
            "order": .number(Double(pause.order)), "by": .text(pause.by), "at": .text(pause.at.iso8601),
            "reason": .text(pause.reason), "ofAll": .bool(pause.ofAll), "isRollBack": .bool(pause.isRollBack),
            "terms": terms(pause.terms),
        ])
    }

    private static func queue(_ queue: Timed<QueueReading>) -> JSONValue {
        .fields([
            "readAt": .text(queue.readAt.iso8601), "visible": .optional(queue.value.visible),
            "inFlight": .optional(queue.value.inFlight), "delayed": .optional(queue.value.delayed),
            "deadLetterQueue": .optional(queue.value.deadLetterQueue),
        ])
    }

    /// Requests and errors so far of the minutes that had not settled.
    private static func unsettled(_ minutes: Timed<[UnsettledMinute]>) -> JSONValue {
        func sides(_ counts: Sides<Double>) -> JSONValue {
            .fields(["old": .number(counts.old), "new": .number(counts.new)])
        }
        return .fields([
            "readAt": .text(minutes.readAt.iso8601),
            "minutes": .list(
                minutes.value.map {
                    .fields([
                        "minute": .text($0.minute.start.iso8601), "requests": sides($0.requests),
                        "errors": sides($0.errors),
                    ])
                }),
        ])
    }

    private static func side(_ side: SideBoard) -> JSONValue {
        .fields([
            "confirmed": .object(
                Source.allCases.compactMap { source in
                    side.confirmed[source].map { JSONField(name: source.rawValue, value: .text($0.iso8601)) }
                }),
            "inventory": side.inventory.map(inventory) ?? .null,
            "series": series(side.series),
        ])
    }

    private static func series(_ all: [Metric: Series]) -> JSONValue {
        .object(
            Metric.allCases.compactMap { metric in
                all[metric].map { JSONField(name: metric.rawValue, value: series($0)) }
            })
    }

    /// A value and its state for each minute. Where the value is null, the state says why.
    private static func series(_ series: Series) -> JSONValue {
        .fields([
            "start": .text(series.start.start.iso8601), "readAt": .optional(series.readAt),
            "values": .list(series.values.map { .optional($0) }),
            "states": .list(series.presences.map { .text($0.rawValue) }),
        ])
    }

    private static func inventory(_ inventory: Inventory) -> JSONValue {
        let counts = inventory.counts
        return .fields([
            "counts": .fields([
                "desired": .optional(counts.desired), "running": .optional(counts.running),
                "pending": .optional(counts.pending), "healthy": .optional(counts.healthy),
                "unhealthy": .optional(counts.unhealthy), "draining": .optional(counts.draining),
                "minimum": .optional(counts.minimum), "maximum": .optional(counts.maximum),
                "deployments": .optional(counts.deployments),
                "deploymentState": .optional(counts.deploymentState?.rawValue),
                "deploymentTrouble": .optional(counts.deploymentTrouble),
                "failedTasks": .optional(counts.failedTasks),
                "failoverGroups": .list((counts.failoverGroups ?? []).map(failoverGroup)),
            ]),
            "members": .list(inventory.members.map(member)),
        ])
    }

    private static func failoverGroup(_ group: TargetGroupHealth) -> JSONValue {
        .fields([
            "name": .text(group.name), "registered": .optional(group.registered),
            "healthy": .optional(group.healthy),
            "count": .optional(group.failover.count), "percent": .optional(group.failover.percent),
        ])
    }

    static func member(_ member: Member) -> JSONValue {
        .fields([
            "id": .text(member.id), "zone": .optional(member.zone), "state": .text(member.state.rawValue),
            "health": .optional(member.health?.rawValue), "healthReason": .optional(member.healthReason),
            "version": .text(member.version), "versionDetail": .optional(member.versionDetail),
            "launchedAt": .optional(member.launchedAt), "healthyAt": .optional(member.healthyAt),
            "stopReason": .optional(member.stopReason),
        ])
    }

    private static func reading(_ reading: Reading) -> JSONValue {
        .fields([
            "source": .text(reading.source.rawValue), "lastTry": .text(reading.lastTry.iso8601),
            "lastSuccess": .optional(reading.lastSuccess), "error": .optional(reading.error),
            "failures": .optional(reading.failures), "milliseconds": .optional(reading.milliseconds),
            "newestMinute": .optional(reading.newestMinute),
        ])
    }

    private static func lease(_ lease: Lease) -> JSONValue {
        .fields([
            "holder": .text(lease.holder), "token": .number(Double(lease.token)), "since": .text(lease.since.iso8601),
            "heartbeat": .text(lease.heartbeat.iso8601),
        ])
    }
}

extension Snapshot {
    /// The text of `<id>.json`. `Snapshot.read` makes the same snapshot from it.
    package var json: String {
        var text = ""
        writeJSON { text += $0 }
        return text
    }

    /// The same text in pieces, one for each service and the rest.
    package func writeJSON<Refusal: Error>(_ put: (String) throws(Refusal) -> Void) throws(Refusal) {
        try SnapshotFormat.head(of: self).write(
            filling: SnapshotFormat.services,
            with: board.services.lazy.map { SnapshotFormat.service($0, of: board) }, put)
    }
}
