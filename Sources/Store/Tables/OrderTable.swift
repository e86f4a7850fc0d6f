import GRDB
import Model

/// The orders of operators. Its triggers allow only appending.
struct OrderTable {
    private let db: Database

    init(_ db: Database) { self.db = db }

    /// Stores the order and its event. Throws when it refers to an order that does not exist.
    func post(_ order: Order) throws -> Order {
        let earlier = try orders(after: 0)
        if let about = order.about, !earlier.contains(where: { $0.id == about }) {
            throw DatabaseError(message: "there is no order \(about)")
        }
        try db.run(
            "INSERT INTO order_ (kind, service, actor, at, reason, about, terms, identity) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                order.kind.rawValue, order.service, order.actor, order.at.milliseconds, order.reason, order.about,
                order.terms == OrderTerms() ? "{}" : try JSONText.encode(order.terms),
                try order.identity.map(IdentityTable(db).id),
            ])
        var order = order
        order.id = db.lastInsertedRowID
        try EventTable(db).insert([Self.event(of: order, earlier: earlier)])
        return order
    }

    /// Why an order is refused: it resumes a pause that another order has replaced in the meantime. `nil` when it is
    /// accepted.
    func refusalReason(_ order: Order) throws -> String? {
        guard order.kind == .resume, let about = order.about, let service = order.service else { return nil }
        guard let pause = Pause.holding(service, orders: try orders(after: 0)) else { return nil }
        guard pause.order != about else { return nil }
        let what = pause.isRollBack ? "ordered \(service) back" : "paused \(service)"
        return "\(pause.by) has \(what) since (order \(pause.order)); look again"
    }

    /// Orders with an id above `id`, oldest first.
    func orders(after id: Int64) throws -> [Order] {
        let sql =
            "SELECT id, kind, service, actor, at, reason, about, terms, identity FROM order_ WHERE id > ? ORDER BY id"
        var identities: [Int64: MigrationIdentity]?
        return try db.rows(sql, [id]) { row in
            var order = Order(
                id: row[0], kind: try row.word(1, of: "order_"), service: row[2], actor: row[3],
                at: Moment(milliseconds: row[4]), reason: row[5], about: row[6], terms: try Self.terms(row[7]))
            guard let identity: Int64 = row[8] else { return order }
            let known = try identities ?? IdentityTable(db).all()
            identities = known
            order.identity = known[identity]
            return order
        }
    }

    /// Most orders have none.
    private static func terms(_ text: String) throws -> OrderTerms {
        text == "{}" ? OrderTerms() : try JSONText.decode(text, from: "order_")
    }

    private static func event(of order: Order, earlier: [Order]) -> Event {
        let meant = order.kind == .annotate ? order.about ?? order.id : order.id
        var event = Event(
            at: order.at, service: order.service, kind: .annotated, actor: order.actor, reason: order.reason,
            evidence: "order \(meant)", order: meant)
        switch order.kind {
        case .pause:
            event.kind = .paused
            event.before = standing(of: order.service, earlier)
            event.after = "paused"
            event.cause = order.terms.found == nil ? nil : .changedOutside
        case .resume:
            event.kind = .resumed
            event.before = standing(of: order.service, earlier)
            event.after = "running"
        case .rollBack:
            event.kind = .rollBack
            event.before = standing(of: order.service, earlier)
            event.after = order.terms.percent.map { "rolled back to \(NumberWords.share($0)) %" } ?? "rolled back"
        case .advance:
            event.kind = .advance
            event.after = order.terms.percent.map { "\(NumberWords.share($0)) %" }
        case .renew:
            event.kind = .deadMan
            event.after = "renewed"
        case .annotate: break
        }
        let targets = order.kind == .annotate ? [] : order.identity?.services.sorted { $0.key < $1.key } ?? []
        event.evidence = ([event.evidence] + order.terms.words + targets.compactMap(\.value.words)).joined(
            separator: ", ")
        return event
    }

    /// The state of the rollout of a service, or of all services, after `orders`.
    private static func standing(of service: String?, _ orders: [Order]) -> String {
        func word(_ service: String) -> String? {
            Pause.holding(service, orders: orders).map { $0.isRollBack ? "rolled back" : "paused" }
        }
        if let service { return word(service) ?? "running" }
        // An empty name means all services: only orders for all services hold the whole migration.
        if let all = word("") { return all }
        return Set(orders.compactMap(\.service)).allSatisfy { word($0) == nil } ? "running" : "partly paused"
    }
}

extension OrderTerms {
    /// The details in an order's event.
    fileprivate var words: [String] {
        (overrides.isEmpty ? [] : ["overrides \(overrides.map(\.rawValue).joined(separator: " "))"])
            + (lookAgain.map { ["look again at \($0.iso8601)"] } ?? []) + (pace == .inSteps ? ["in steps"] : [])
    }
}
