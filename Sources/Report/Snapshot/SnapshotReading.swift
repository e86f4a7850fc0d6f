import Model

extension Snapshot {
    /// Reads the text of a `<id>.json`. It refuses a file of a newer form, in words.
    package static func read(_ json: String) throws(SnapshotError) -> Snapshot {
        let value: JSONValue
        do throws(JSONSyntaxError) {
            value = try JSONValue(reading: json)
        } catch {
            throw SnapshotError(path: "", what: error.description)
        }
        return try Snapshot(value)
    }

    init(_ value: JSONValue) throws(SnapshotError) {
        let root = SnapshotPlace(value)
        let format = try root["format"].number()
        guard (SnapshotFormat.oldest...SnapshotFormat.number).contains(format), format == format.rounded() else {
            let word =
                format > SnapshotFormat.number ? "a newer form; a newer abreast reads it" : "no form that is known"
            throw SnapshotError(path: "format", what: "\(NumberWords.decimal(format, 0)) is \(word)")
        }
        let zone = try root["zone"]
        self.init(
            id: try root["id"].text(),
            origin: Origin(
                by: try root["by"].text(), host: try root["host"].text(), program: try root["program"].text(),
                reason: try root["reason"].text(), account: try root["account"].optionalText(),
                zone: SnapshotZone(name: try zone["name"].text(), offsetSeconds: try zone["offsetSeconds"].whole())),
            configuration: try root["configuration"].configuration(), board: try root["board"].board(),
            queries: try root["queries"].texts())
    }
}

extension SnapshotPlace {
    fileprivate func board() throws(SnapshotError) -> Board {
        let (from, to) = (try self["window"]["from"].minute(), try self["window"]["to"].minute())
        guard from <= to else { throw try self["window"].error("it ends before it begins") }
        var board = Board(
            migration: try self["migration"].text(), region: try self["region"].text(),
            simulated: try self[later: "simulated"]?.optionalText(), takenAt: try self["takenAt"].moment(),
            window: from..<to)
        for place in try self["services"].elements() { board.services.append(try place.service()) }
        for place in try self["readings"].elements() { board.readings.append(try place.reading()) }
        for place in try self["events"].elements() { board.events.append(try place.event()) }
        let lease = try self["lease"]
        if !lease.isNull {
            board.lease = Lease(
                holder: try lease["holder"].text(), token: Int64(try lease["token"].whole()),
                since: try lease["since"].moment(), heartbeat: try lease["heartbeat"].moment())
        }
        return board
    }

    func service() throws(SnapshotError) -> Service {
        var service = Service(
            configuration: try self["configuration"].serviceConfiguration(), share: try self["share"].share(),
            shareChangedAt: try self["shareChangedAt"].optionalMoment(), pause: try self["pause"].pause(),
            old: try self["old"].sideBoard(), new: try self["new"].sideBoard(), queue: try self["queue"].queue(),
            shared: try self["shared"].seriesByMetric())
        service.unsettled = try self[later: "unsettled"]?.unsettled()
        for place in try self[later: "formerShares"]?.elements() ?? [] {
            service.formerShares.append(try place.formerShare())
        }
        service.step = try self[later: "step"]?.step()
        service.effectiveStep = try self[later: "standing"]?.step()
        service.advance = try self[later: "advance"]?.order()
        service.heardAt = try self[later: "heardAt"]?.optionalMoment()
        service.worseAt = try self[later: "worseAt"]?.optionalMoment()
        service.record = try self[later: "record"]?.record()
        service.evidence = self[later: "kept"].flatMap { SnapshotEvidence.record($0.value) }
        service.layout = try self[later: "layout"]?.layout()
        return service
    }

    private func share() throws(SnapshotError) -> Timed<ShareReading>? {
        guard !isNull else { return nil }
        let reading = ShareReading(
            weights: try self["weights"].weights(), remarks: try self["remarks"].texts(),
            evaluated: try self[later: "evaluated"]?.evaluated())
        return Timed(reading, readAt: try self["readAt"].moment())
    }

    private func formerShare() throws(SnapshotError) -> FormerShare {
        FormerShare(
            percent: try self["percent"].number(), since: try self["since"].moment(), ttl: try self["ttl"].whole())
    }

    private func pause() throws(SnapshotError) -> Pause? {
        guard !isNull else { return nil }
        return Pause(
            order: Int64(try self["order"].whole()), by: try self["by"].text(), at: try self["at"].moment(),
            reason: try self["reason"].text(), ofAll: try self["ofAll"].flag(),
            isRollBack: try self[later: "isRollBack"]?.flag() ?? false,
            terms: try self[later: "terms"]?.terms() ?? OrderTerms())
    }

    private func queue() throws(SnapshotError) -> Timed<QueueReading>? {
        guard !isNull else { return nil }
        let reading = QueueReading(
            visible: try self["visible"].whole(), inFlight: try self["inFlight"].whole(),
            delayed: try self["delayed"].whole(), deadLetterQueue: try self[later: "deadLetterQueue"]?.optionalText())
        return Timed(reading, readAt: try self["readAt"].moment())
    }

    private func unsettled() throws(SnapshotError) -> Timed<[UnsettledMinute]>? {
        guard !isNull else { return nil }
        var minutes: [UnsettledMinute] = []
        for place in try self["minutes"].elements() {
            let (requests, errors) = (try place["requests"], try place["errors"])
            minutes.append(
                UnsettledMinute(
                    minute: try place["minute"].minute(),
                    requests: Sides(old: try requests["old"].number(), new: try requests["new"].number()),
                    errors: Sides(old: try errors["old"].number(), new: try errors["new"].number())))
        }
        return Timed(minutes, readAt: try self["readAt"].moment())
    }

    private func sideBoard() throws(SnapshotError) -> SideBoard {
        var side = SideBoard()
        side.series = try self["series"].seriesByMetric()
        for (name, place) in try self["confirmed"].fields() {
            guard let source = Source(rawValue: name) else { throw place.error("a source that is not known") }
            side.confirmed[source] = try place.moment()
        }
        let inventory = try self["inventory"]
        if !inventory.isNull { side.inventory = try inventory.inventory() }
        return side
    }

    private func seriesByMetric() throws(SnapshotError) -> [Metric: Series] {
        var all: [Metric: Series] = [:]
        for (name, place) in try fields() {
            guard let metric = Metric(rawValue: name) else { throw place.error("a metric that is not known") }
            all[metric] = try place.series()
        }
        return all
    }

    private func series() throws(SnapshotError) -> Series {
        let (values, states) = (try self["values"].elements(), try self["states"].elements())
        guard values.count == states.count else { throw error("as many states as values are wanted") }
        let readAt = try self["readAt"].optionalMoment()
        var series = Series(start: try self["start"].minute(), count: values.count)
        for (index, (value, state)) in zip(values, states).enumerated() {
            let presence = try state.word(Presence.self)
            let number = try value.optionalNumber()
            // A series that was never read has only missing minutes, like a new one.
            guard let readAt else { continue }
            series.put(minute: series.start.advanced(by: index), value: number, presence: presence, readAt: readAt)
        }
        return series
    }

    private func inventory() throws(SnapshotError) -> Inventory {
        let place = try self["counts"]
        var counts = Counts()
        counts.desired = try place["desired"].optionalWhole()
        counts.running = try place["running"].optionalWhole()
        counts.pending = try place["pending"].optionalWhole()
        counts.healthy = try place["healthy"].optionalWhole()
        counts.unhealthy = try place["unhealthy"].optionalWhole()
        counts.draining = try place["draining"].optionalWhole()
        counts.minimum = try place["minimum"].optionalWhole()
        counts.maximum = try place["maximum"].optionalWhole()
        counts.deployments = try place["deployments"].optionalWhole()
        counts.deploymentState = try place["deploymentState"].optionalText().map { DeploymentState($0) }
        counts.deploymentTrouble = try place[later: "deploymentTrouble"]?.optionalText()
        counts.failedTasks = try place["failedTasks"].optionalWhole()
        for element in try place[later: "failoverGroups"]?.elements() ?? [] {
            counts.failoverGroups = (counts.failoverGroups ?? []) + [try element.failoverGroup()]
        }
        var members: [Member] = []
        for element in try self["members"].elements() { members.append(try element.member()) }
        return Inventory(counts: counts, members: members)
    }

    private func failoverGroup() throws(SnapshotError) -> TargetGroupHealth {
        TargetGroupHealth(
            name: try self["name"].text(), registered: try self["registered"].optionalWhole() ?? 0,
            healthy: try self["healthy"].optionalWhole() ?? 0,
            failover: DNSFailover(
                count: try self["count"].optionalWhole(), percent: try self["percent"].optionalWhole()))
    }

    private func member() throws(SnapshotError) -> Member {
        Member(
            id: try self["id"].text(), zone: try self["zone"].optionalText(),
            state: LifecycleState(try self["state"].text()),
            health: try self["health"].optionalText().map { TargetState($0) },
            healthReason: try self["healthReason"].optionalText(),
            version: try self["version"].text(), versionDetail: try self["versionDetail"].optionalText(),
            launchedAt: try self["launchedAt"].optionalMoment(), healthyAt: try self["healthyAt"].optionalMoment(),
            stopReason: try self["stopReason"].optionalText())
    }

    fileprivate func reading() throws(SnapshotError) -> Reading {
        Reading(
            source: try self["source"].word(Source.self), lastTry: try self["lastTry"].moment(),
            lastSuccess: try self["lastSuccess"].optionalMoment(), error: try self["error"].optionalText(),
            failures: try self["failures"].whole(), milliseconds: try self["milliseconds"].whole(),
            newestMinute: try self["newestMinute"].optionalMoment())
    }

    fileprivate func event() throws(SnapshotError) -> Event {
        let kind = try self["kind"].word(Event.Kind.self)
        let (reason, evidence) = (try self["reason"].text(), try self["evidence"].text())
        // Snapshots of older programs have neither of these keys.
        let order = self[later: "order"]
        let legacy = order == nil ? LegacyEvent(kind: kind, reason: reason, evidence: evidence) : nil
        return Event(
            id: Int64(try self["id"].whole()), at: try self["at"].moment(), service: try self["service"].optionalText(),
            side: try self["side"].optionalWord(Side.self), kind: kind,
            actor: try self["actor"].text(), before: try self["before"].optionalText(),
            after: try self["after"].optionalText(), reason: reason, evidence: evidence,
            order: try order?.optionalWhole().map { Int64($0) } ?? legacy?.order,
            cause: try self[later: "cause"]?.optionalWord(Event.Cause.self) ?? legacy?.cause)
    }
}
