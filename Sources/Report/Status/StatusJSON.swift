package import Model

/// `abreast status --json`: a board for scripts. Each measured number is `{value, minute, readAt, state}`.
///
/// No key is ever missing: an unknown value is null. The keys and their order are a promise; `status.schema.json`
/// beside this file defines it.
package enum StatusJSON {
    /// JSON text with a newline at its end. The same board always gives the same bytes.
    package static func text(of board: Board) -> String { value(of: board).written }

    /// The same as a value.
    ///
    /// - Parameter names: The services that are in it, with their events; `nil` for all. The headline is about all of
    ///   them.
    package static func value(of board: Board, only names: Set<String>? = nil) -> JSONValue {
        func isWanted(_ service: String?) -> Bool {
            guard let names, let service else { return true }
            return names.contains(service)
        }
        let services = board.services.filter { isWanted($0.name) }
        return .fields([
            "migration": .text(board.migration),
            "region": .text(board.region),
            "takenAt": .text(board.takenAt.iso8601),
            "settledTo": .text(board.settledTo.end.iso8601),
            "simulated": .optional(board.simulated),
            "headline": headline(board.headline),
            "poller": poller(board),
            "services": .list(services.map { StatusJSONService(board: board, service: $0).value }),
            "sources": .list(board.readings.map { source($0, at: board.takenAt) }),
            "events": .list(board.events.filter { isWanted($0.service) }.map(event)),
        ])
    }

    static func headline(_ headline: Headline) -> JSONValue {
        .fields([
            "level": .text(headline.level.rawValue), "act": .text(headline.act.rawValue),
            "service": .optional(headline.service), "matter": .optional(headline.matter?.word),
            "text": .text(headline.whole), "since": .optional(headline.since), "harm": harm(headline.harm),
        ])
    }

    /// Null where new's failures have cost nothing.
    private static func harm(_ harm: FailureHarm?) -> JSONValue {
        guard let harm else { return .null }
        return .fields([
            "failed": .number(harm.failed), "perMinute": .number(harm.perMinute), "since": .text(harm.since.iso8601),
        ])
    }

    /// `live` while the heartbeat is recent enough, `silent` after that, `none` when no process ever polled.
    private static func poller(_ board: Board) -> JSONValue {
        let state = board.lease.map { $0.isLive(at: board.takenAt) ? "live" : "silent" } ?? "none"
        return .fields([
            "state": .text(state), "holder": .optional(board.lease?.holder),
            "token": .optional(board.lease.map { Double($0.token) }), "since": .optional(board.lease?.since),
            "heartbeat": .optional(board.lease?.heartbeat),
            "otherConfigurationSince": .optional(board.otherConfiguration?.readAt),
        ])
    }

    /// `ok`; `failing` when the last try ended in an error; `late` when its data is past the bound; `silent` when it
    /// never answered.
    private static func source(_ reading: Reading, at now: Moment) -> JSONValue {
        let isLate = reading.lastSuccess.map { now.seconds(since: $0) > reading.source.bound } ?? false
        let state = reading.lastSuccess == nil ? "silent" : isLate ? "late" : reading.error != nil ? "failing" : "ok"
        return .fields([
            "source": .text(reading.source.rawValue), "title": .text(reading.source.title), "state": .text(state),
            "lastTry": .text(reading.lastTry.iso8601), "lastSuccess": .optional(reading.lastSuccess),
            "error": .optional(reading.error), "failures": .optional(reading.failures),
            "milliseconds": .optional(reading.milliseconds), "newestMinute": .optional(reading.newestMinute),
        ])
    }

    static func event(_ event: Event) -> JSONValue {
        .fields([
            "id": .number(Double(event.id)), "at": .text(event.at.iso8601), "service": .optional(event.service),
            "side": .optional(event.side?.rawValue), "kind": .text(event.kind.rawValue), "actor": .text(event.actor),
            "before": .optional(event.before), "after": .optional(event.after), "reason": .text(event.reason),
            "evidence": .text(event.evidence), "order": .optional(event.order.map { Double($0) }),
            "cause": .optional(event.cause?.rawValue),
        ])
    }

    /// A measured number; `missing` when it was never read.
    static func measured(_ measured: Measured) -> JSONValue {
        .fields([
            "value": .optional(measured.value), "minute": .optional(measured.minute?.start),
            "readAt": .optional(measured.readAt), "state": .text(measured.presence.rawValue),
        ])
    }
}
