import Model

/// Reads and writes a rollout in a snapshot: its plan, abreast's own changes of the weights, and the orders.
extension SnapshotFormat {
    static func plan(_ plan: RolloutPlan) -> JSONValue {
        .fields([
            "mode": .text(plan.mode.rawValue), "steps": .list(plan.steps.map(JSONValue.number)),
            "bakes": .list(plan.bakes.map(JSONValue.number)), "deadMan": .optional(plan.deadMan),
            "lookAgain": .optional(plan.lookAgain), "noReturnFrom": .optional(plan.noReturnFrom),
        ])
    }

    static func group(_ group: ServiceGroup) -> JSONValue {
        .fields(["name": .text(group.name), "services": .list(group.services.map(JSONValue.text))])
    }

    static func weight(_ weight: WeightReading) -> JSONValue {
        .fields([
            "type": .text(weight.type), "old": .optional(weight.old), "new": .optional(weight.new),
            "ttl": .optional(weight.ttl),
        ])
    }

    static func step(_ step: WeightStep) -> JSONValue {
        .fields([
            "id": .number(Double(step.id)), "order": .number(Double(step.order)), "service": .text(step.service),
            "isRollBack": .bool(step.isRollBack), "percent": .number(step.percent),
            "before": .list(step.before.map(weight)), "after": .list(step.after.map(weight)),
            "state": .text(step.state.rawValue), "change": .optional(step.change), "at": .text(step.at.iso8601),
            "inSyncAt": .optional(step.inSyncAt),
        ])
    }

    static func order(_ order: Order) -> JSONValue {
        .fields([
            "id": .number(Double(order.id)), "kind": .text(order.kind.rawValue), "service": .optional(order.service),
            "actor": .text(order.actor), "at": .text(order.at.iso8601), "reason": .text(order.reason),
            "about": .optional(order.about.map(Double.init)), "terms": terms(order.terms),
        ])
    }

    static func terms(_ terms: OrderTerms) -> JSONValue {
        .fields([
            "percent": .optional(terms.percent), "overrides": .list(terms.overrides.map { .text($0.rawValue) }),
            "lookAgain": .optional(terms.lookAgain), "found": terms.found.map { .list($0.map(weight)) } ?? .null,
            "atOnce": .bool(terms.pace == .atOnce), "byItself": .bool(terms.byItself),
        ])
    }

    static func record(_ record: FleetRecord) -> JSONValue {
        .fields([
            "requests": .optional(record.best?.requests), "minute": .optional(record.best?.minute.start),
            "launch": .optional(record.launch),
        ])
    }
}

extension SnapshotPlace {
    func plan() throws(SnapshotError) -> RolloutPlan? {
        guard !isNull else { return nil }
        return RolloutPlan(
            mode: try self["mode"].word(RolloutPlan.Mode.self), steps: try self["steps"].numbers(),
            bakes: try self["bakes"].numbers(), deadMan: try self["deadMan"].optionalNumber(),
            lookAgain: try self["lookAgain"].optionalNumber(),
            noReturnFrom: try self["noReturnFrom"].optionalNumber())
    }

    func group() throws(SnapshotError) -> ServiceGroup {
        ServiceGroup(name: try self["name"].text(), services: try self["services"].texts())
    }

    func weights() throws(SnapshotError) -> [WeightReading] {
        var weights: [WeightReading] = []
        for place in try elements() {
            weights.append(
                WeightReading(
                    type: try place["type"].text(), old: try place["old"].optionalWhole(),
                    new: try place["new"].optionalWhole(), ttl: try place["ttl"].whole()))
        }
        return weights
    }

    func step() throws(SnapshotError) -> WeightStep? {
        guard !isNull else { return nil }
        return WeightStep(
            id: Int64(try self["id"].whole()), order: Int64(try self["order"].whole()),
            service: try self["service"].text(), isRollBack: try self["isRollBack"].flag(),
            percent: try self["percent"].number(), before: try self["before"].weights(),
            after: try self["after"].weights(), state: try self["state"].word(WeightStep.State.self),
            change: try self["change"].optionalText(), at: try self["at"].moment(),
            inSyncAt: try self["inSyncAt"].optionalMoment())
    }

    func order() throws(SnapshotError) -> Order? {
        guard !isNull else { return nil }
        return Order(
            id: Int64(try self["id"].whole()), kind: try self["kind"].word(Order.Kind.self),
            service: try self["service"].optionalText(), actor: try self["actor"].text(),
            at: try self["at"].moment(), reason: try self["reason"].text(),
            about: try self["about"].optionalWhole().map(Int64.init), terms: try self["terms"].terms())
    }

    func terms() throws(SnapshotError) -> OrderTerms {
        var overrides: [StepRule] = []
        for place in try self["overrides"].elements() { overrides.append(try place.word(StepRule.self)) }
        let found = try self["found"]
        return OrderTerms(
            percent: try self["percent"].optionalNumber(), overrides: overrides,
            lookAgain: try self["lookAgain"].optionalMoment(), found: found.isNull ? nil : try found.weights(),
            pace: try self["atOnce"].flag() ? .atOnce : .inSteps, byItself: try self["byItself"].flag())
    }

    func record() throws(SnapshotError) -> FleetRecord? {
        guard !isNull else { return nil }
        let requests = try self["requests"].optionalNumber()
        let minute = try self["minute"]
        return FleetRecord(
            peak: try requests.map { requests throws(SnapshotError) in
                FleetRecord.Peak(requests: requests, minute: try minute.minute())
            }, launch: try self["launch"].optionalNumber())
    }

    private func numbers() throws(SnapshotError) -> [Double] {
        var numbers: [Double] = []
        for element in try elements() { numbers.append(try element.number()) }
        return numbers
    }
}
