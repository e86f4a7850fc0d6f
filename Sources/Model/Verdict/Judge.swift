/// The verdict: what the minutes prove, and the absolute limits.
///
/// ``EvidenceRecord`` compares the sides. The limits are those in general use for such migrations: two minutes in a row
/// and at least ten errors for an error rate (AWS's guidance for ALB is to act on more than one data point), three
/// minutes in a row for latency. They hold for old too, where new is not to blame. Missing or stale data is `blind`,
/// never `pass` and never `worse`.
package enum Rule {
    /// The number of settled minutes in a row over the error limit.
    package static let errorMinutes = 2
    /// The number of errors in these minutes. Fewer are an accident.
    package static let leastErrors = 10.0
    /// When both sides are over the limit: new is worse above this multiple of old's rate, if noise does not explain
    /// it.
    package static let errorRatio = 1.1
    /// When both sides are over the latency limit: new is worse if it is above this multiple of old in each of the
    /// minutes. The noise of a percentile is below it.
    package static let latencyRatio = 1.5
    /// The number of settled minutes in a row over a latency limit.
    package static let latencyMinutes = 3
    /// The number of settled minutes in a row within a limit that end the verdict. They are more than those that begin
    /// it.
    package static let minutesBack = 3
    /// Requests per minute that a p99 and a p95 need.
    package static let requestsForP99 = 100.0
    package static let requestsForP95 = 20.0
    /// How far back `since` is searched, in minutes.
    package static let lookBack = 60
    /// The minutes that a board needs for all of this, including those before the first minute of `lookBack`.
    package static let window = lookBack + 15
}

extension Board {
    /// What is known of a service's new side at `takenAt`.
    ///
    /// What proves by itself that new fails comes first, whatever else cannot be seen; a limit that says so too has the
    /// better sentence. Then blindness. Then what makes new worse: a limit, the comparison. Then trouble on old or on both
    /// sides, what has only begun on new, and the rest of the comparison. Where all of that passes, the queue.
    ///
    /// `pass` and `unsure` need the weights too: both become `blind` while the weights are stale or were never read.
    /// `worse` does not need them, and neither does trouble on old: an outage there is news at any weights.
    package func verdict(of service: Service) -> Verdict {
        var seen = seenVerdict(of: service)
        // The timeline's moment, which the dead man's switch uses too.
        if seen.state == .worse, let worseAt = service.worseAt { seen.since = worseAt }
        guard seen.state != .worse, seen.state != .blind, !seen.concernsOld else { return seen }
        return unseenWeights(of: service) ?? seen
    }

    /// The verdict of a limit, with its plain sentence.
    private func verdict(
        _ finding: LimitFinding, by limits: LimitFindings, in minute: Minute, of service: Service
    )
        -> Verdict
    {
        var verdict = limits.verdict(finding, in: minute)
        let limit = finding.matter.concernsBoth ? "" : Self.limitWords(finding.matter, limits.limits)
        verdict.reason = (sentence(finding.state, finding.matter, of: service, isByLimit: true) ?? "") + limit
        if verdict.state == .worse { verdict.proof = 1 }
        return verdict
    }

    /// The verdict by everything but the weights.
    private func seenVerdict(of service: Service) -> Verdict {
        let plain = service.takesTraffic ? plainVerdict(of: service) : nil
        if let blindness = blindness(of: service) { return plain ?? blindness }
        guard service.takesTraffic else { return fleetVerdict(of: service) }
        let limits = LimitFindings(service: service)
        let minute = [Side.old, .new].compactMap { latest(.requests, $0, of: service).minute }.min() ?? settledTo
        let found = finding(of: service, by: limits, in: minute)
        if let found, found.state == .worse { return verdict(found, by: limits, in: minute, of: service) }
        if let plain { return plain }
        let comparison = Comparison(judgedEvidence(of: service), of: service, in: self)
        if let worse = comparison.worse { return worse }
        if found?.concernsOld != true, let troubled = targetTrouble(of: service) { return troubled }
        if let found { return verdict(found, by: limits, in: minute, of: service) }
        let compared = silence(of: service) ?? comparison.verdict
        return compared.state == .pass ? queueVerdict(of: service) ?? compared : compared
    }

    /// What the limits say in a minute. That they are kept is remembered.
    private func finding(of service: Service, by limits: LimitFindings, in minute: Minute) -> LimitFinding? {
        var found: LimitFinding?
        let calm = service.memory.value(\.minuteWithinLimits, in: self) {
            found = limits.finding(in: minute)
            return found == nil ? minute : nil
        }
        return calm == nil || calm == minute ? found : limits.finding(in: minute)
    }

    /// `blind`, with the age and the source, when the verdict needs something that is missing or stale.
    private func blindness(of service: Service) -> Verdict? {
        if service.takesTraffic {
            let unseen = Side.allCases.filter {
                [.missing, .stale].contains(latest(.requests, $0, of: service).presence)
            }
            if let first = unseen.first {
                let sides = unseen.count > 1 ? "either side" : first.rawValue
                let ages = unseen.map { latest(.requests, $0, of: service).age(at: takenAt) }
                // The older of two ages; none where one was never read.
                return blind(
                    .cloudWatch, "requests on \(sides)",
                    age: ages.contains(nil) ? nil : ages.compactMap(\.self).max())
            }
            for side in Side.allCases {
                let requests = latest(.requests, side, of: service)
                guard let minute = requests.minute else { continue }
                if errorPercent(side, of: service, in: minute).presence == .missing {
                    return blind(.cloudWatch, "5xx on \(side.rawValue)")
                }
                if (requests.usable ?? 0) > 0, service[side].series[.p99]?[minute].presence ?? .missing == .missing {
                    return blind(.cloudWatch, "p99 on \(side.rawValue)")
                }
            }
        }
        for path in [\Counts.running, \Counts.healthy] {
            guard let source = service.source(of: path, .new) else { continue }
            let count = count(path, .new, of: service)
            if count.presence == .missing || count.presence == .stale {
                let noun = source == .targetHealth ? "targets of new" : "tasks of new"
                return blind(source, noun, age: count.readAt.map { takenAt.seconds(since: $0) })
            }
        }
        return nil
    }

    /// No request at all on the old side although the weights send some there. A wrong name looks the same, and a
    /// comparison with nothing is no `pass`.
    private func silence(of service: Service) -> Verdict? {
        guard latest(.requests, .old, of: service).presence == .none,
            let share = appliedShare(of: service).value, share < 100
        else { return nil }
        return Verdict(
            .unsure, .noTraffic,
            reason: "no request on old, though \(NumberWords.percent(100 - share)) % of the weights are there: "
                + "is its load balancer's name right?")
    }

    /// Some of new's targets are unhealthy.
    private func targetTrouble(of service: Service) -> Verdict? {
        guard let counts = service.new.inventory?.counts, let healthy = counts.healthy,
            let unhealthy = counts.unhealthy,
            unhealthy > 0
        else { return nil }
        return Verdict(
            .unsure, .targets, reason: "\(unhealthy) of \(healthy + unhealthy) targets of new are unhealthy")
    }

    /// The verdict on a service without traffic: whether its fleet is complete and stable.
    private func fleetVerdict(of service: Service) -> Verdict {
        guard let counts = service.new.inventory?.counts, let running = counts.running, let desired = counts.desired
        else {
            return Verdict(.blind, .tasks, reason: "cannot see how many tasks of new run: nothing was told yet")
        }
        let fleet = "\(running) of \(desired) running"
        if desired > 0 && running == 0 { return Verdict(.worse, .tasks, reason: "new has no running task: \(fleet)") }
        if counts.deploymentState == .failed {
            let why = counts.deploymentTrouble.map { "; \($0)" } ?? ""
            return Verdict(.worse, .deployment, reason: "the deployment on new failed: \(fleet)\(why)")
        }
        if desired == 0 { return Verdict(.unsure, .noTasks, reason: "new wants no task yet: nothing to judge") }
        if running < desired { return Verdict(.unsure, .tasks, reason: "new is not complete: \(fleet)") }
        if let failed = counts.failedTasks, failed > 0 {
            return Verdict(
                .unsure, .tasks,
                reason: "\(NumberWords.count(failed, "task")) of new failed to start in a row; now \(fleet)")
        }
        return queueVerdict(of: service) ?? Verdict(.pass, reason: "new: \(fleet)")
    }
}

extension Service {
    /// Whether requests reach this service through a load balancer; async workers have none.
    package var takesTraffic: Bool {
        configuration.split != nil || !configuration.old.targetGroups.isEmpty || !configuration.new.targetGroups.isEmpty
    }
}
