import GRDB
import Model

/// The changes of weights, from claim to confirmation; one row each, which the lease's holder updates.
struct StepTable {
    private static let columns =
        "id, order_id, service, roll_back, percent, before, after, state, change, at, in_sync_at"

    private let db: Database

    init(_ db: Database) { self.db = db }

    func insert(_ step: WeightStep, token: Int64) throws -> Int64 {
        try db.run(
            """
            INSERT INTO step (order_id, service, token, roll_back, percent, before, after, state, change, at, in_sync_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                step.order, step.service, token, step.isRollBack, step.percent, try JSONText.encode(step.before),
                try JSONText.encode(step.after), step.state.rawValue, step.change, step.at.milliseconds,
                step.inSyncAt?.milliseconds,
            ])
        return db.lastInsertedRowID
    }

    /// Sets the state, the change's id, and when it was everywhere. Nothing else of a claimed step ever changes.
    func update(_ step: WeightStep) throws {
        try db.run(
            "UPDATE step SET state = ?, change = ?, in_sync_at = ? WHERE id = ?",
            [step.state.rawValue, step.change, step.inSyncAt?.milliseconds, step.id])
        guard db.changesCount > 0 else { throw DatabaseError(message: "there is no step \(step.id)") }
    }

    func newest(of service: String) throws -> WeightStep? {
        try list("WHERE service = ? ORDER BY id DESC LIMIT 1", [service]).first
    }

    /// The newest step of each service.
    func newest() throws -> [WeightStep] {
        try list("WHERE id IN (SELECT max(id) FROM step GROUP BY service) ORDER BY id")
    }

    /// The newest step of each service that is in effect according to its last reading.
    func effective() throws -> [WeightStep] {
        try list(
            "WHERE id IN (SELECT max(id) FROM step WHERE state IN ('confirmed', 'done') GROUP BY service) ORDER BY id")
    }

    /// The newest step of each service that was to advance it, and that a reading or a response ended.
    func givenUp() throws -> [WeightStep] {
        try list(
            "WHERE id IN (SELECT max(id) FROM step WHERE state IN ('lost', 'stopped') AND NOT roll_back GROUP BY service) "
                + "ORDER BY id")
    }

    private func list(_ rest: String, _ arguments: StatementArguments = StatementArguments()) throws -> [WeightStep] {
        try db.rows("SELECT \(Self.columns) FROM step \(rest)", arguments) { row in
            WeightStep(
                id: row[0], order: row[1], service: row[2], isRollBack: row[3], percent: row[4],
                before: try JSONText.decode(row[5], from: "step"), after: try JSONText.decode(row[6], from: "step"),
                state: try row.word(7, of: "step"), change: row[8], at: Moment(milliseconds: row[9]),
                inSyncAt: row.moment(10))
        }
    }
}

/// Decides whether a step may be claimed now, by everything stored before it.
struct StepGate {
    private let db: Database

    init(_ db: Database) { self.db = db }

    /// Why `step` may not be claimed, in words; `nil` when it may.
    func refusalReason(_ step: WeightStep) throws -> String? {
        if let open = try StepTable(db).newest(of: step.service), open.state.isOpen {
            return "step \(open.id) of \(step.service) is not settled yet"
        }
        let orders = try OrderTable(db).orders(after: 0).filter { $0.service == nil || $0.service == step.service }
        guard orders.contains(where: { $0.id == step.order }) else {
            return "there is no order \(step.order) for \(step.service)"
        }
        if step.isRollBack {
            let resumed = orders.last { $0.kind == .resume && $0.id > step.order }
            return resumed.map { "\($0.actor) resumed \(step.service) after it was ordered (order \($0.id))" }
        }
        if let pause = Pause.holding(step.service, orders: orders) {
            return "\(pause.by) \(pause.isRollBack ? "rolled" : "paused") \(step.service)"
                + "\(pause.isRollBack ? " back" : "") (order \(pause.order))"
        }
        // An operator who paused and resumed has seen the state. A step from before is no longer what the operator saw.
        let later = orders.last { $0.id > step.order && [.pause, .resume, .rollBack].contains($0.kind) }
        return later.map { "\($0.actor) held \(step.service) after it was ordered (order \($0.id))" }
    }

    /// The newest order that stops a claimed step from being sent; `nil` without one.
    func laterOrder(_ step: WeightStep) throws -> Order? {
        let kinds: [Order.Kind] = step.isRollBack ? [.resume] : [.pause, .resume, .rollBack]
        return try OrderTable(db).orders(after: step.order).last {
            ($0.service == nil || $0.service == step.service) && kinds.contains($0.kind)
        }
    }
}
