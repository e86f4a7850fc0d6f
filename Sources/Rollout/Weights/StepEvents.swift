package import Model

/// The events of a step: every claim, call, response and reading, each of the kind `weights`.
struct StepEvents: Sendable {
    /// `user@host:pid` of the process that holds the lease.
    let actor: String
    let order: Order
    /// The record or listener that is moved, with its account, in words.
    var place: String?
    /// The identity of the process in AWS.
    var caller = CallerName()

    func event(
        _ step: WeightStep, _ reason: String, evidence: [String] = [], kind: Event.Kind = .weights,
        cause: Event.Cause? = nil, at now: Moment
    ) -> Event {
        let id = step.id > 0 ? ["step \(step.id)"] : []
        let name = [place, caller.words].compactMap(\.self)
        return Event(
            at: now, service: step.service, kind: kind, actor: actor, before: Self.share(step.before),
            after: Self.share(step.after), reason: reason,
            evidence: (["order \(order.id)"] + id + evidence + name).joined(separator: ", "), order: order.id,
            cause: cause)
    }

    /// The event when a step to `percent` is refused before anything was read from AWS.
    func refusal(
        _ service: String, _ why: String, _ percent: Double, standing: [WeightReading] = [], at now: Moment
    ) -> Event {
        Event(
            at: now, service: service, kind: .refused, actor: actor, before: Self.share(standing),
            after: "\(NumberWords.share(percent)) %", reason: why,
            evidence: (["order \(order.id)"] + [place].compactMap(\.self)).joined(separator: ", "), order: order.id)
    }

    /// `25 %`; `nil` where it is unknown.
    private static func share(_ weights: [WeightReading]) -> String? {
        weights.first?.percent.map { "\(NumberWords.share($0)) %" }
    }

    /// `A 75/25 → 100/0, AAAA 75/25 → 100/0`.
    static func moves(_ step: WeightStep) -> String {
        step.after.map { after in
            let before = step.before.first { $0.type == after.type }
            return "\(after.type) \(before?.words ?? "?") → \(after.words)"
        }.joined(separator: ", ")
    }

    /// `A 90/10, AAAA 100/0`.
    static func words(_ weights: [WeightReading]) -> String {
        weights.map { "\($0.type) \($0.words)" }.joined(separator: ", ")
    }
}

extension WeightReading {
    fileprivate var words: String { "\(old.map(String.init) ?? "–")/\(new.map(String.init) ?? "–")" }
}

extension CurrentSplit {
    /// The weights in the store's form.
    package var readings: [WeightReading] {
        switch self {
        case .records(let records):
            records.pairs.map {
                WeightReading(
                    type: $0.type, old: $0.weights.old, new: $0.weights.new,
                    ttl: max($0.old.effectiveTTL, $0.new.effectiveTTL))
            }
        case .forward(let forward):
            [WeightReading(type: WeightReading.forward, old: forward.weights.old, new: forward.weights.new, ttl: 0)]
        }
    }

    /// Percent on new of the record type with the largest share. Weights of 0 on both sides mean equal shares.
    package var highest: Double { readings.map { $0.percent ?? 50 }.max() ?? 0 }

    /// What gets traffic beside the weights, so that moving them does not move all traffic; in words.
    var leaks: [String] {
        let warnings: [PlanWarning] =
            switch self {
            case .records(let records): records.warnings
            case .forward(let forward): PlanWarning.standing(forward)
            }
        return warnings.filter { $0.kind == .missing || $0.kind == .beside }.map(\.words)
    }

    /// The change from the present state to `percent` on new.
    ///
    /// - Parameter raises: Whether a type below `percent` is raised to it. Otherwise it stays.
    package func change(
        to percent: Double, raises: Bool = true, region: String, comment: String
    ) -> WeightChange {
        switch self {
        case .records(let records):
            .records(zone: records.zone, pairs: records.pairs, percent: percent, raises: raises, comment: comment)
        case .forward(let forward): .forward(forward, percent: percent, region: region)
        }
    }
}
