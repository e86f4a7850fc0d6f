// What the headline says of each service, and which one it names.

extension Board {
    /// The one sentence for the top of the screen.
    package var headline: Headline { headline(judging: verdict(of:)) }

    /// The same, from existing verdicts. It asks for each of them once, in the order of the services.
    ///
    /// The worst level comes first; among equals the first service, and the others are counted beside it.
    package func headline(judging verdict: (Service) -> Verdict) -> Headline {
        if let unattended { return unattended }
        let judged = services.map { ($0, verdict($0)) }
        let wrong = judged.compactMap { service, verdict in
            urgent(service, verdict) ?? (service.pause == nil ? care(service) : nil)
        }
        if let first = worst(wrong) { return first }
        if isUntouched { return Headline(.go, text: "READY, nothing moved yet") }
        if let first = worst(judged.compactMap { held($0, $1) }) { return first }
        if let first = worst(judged.compactMap { waiting($0, $1) }) { return first }
        let text = services.count == 1 ? "new is as good as old" : "new is as good in all \(services.count) services"
        guard let next = services.first(where: isReady) else { return Headline(.go, text: text + "; nothing to do") }
        return Headline(.go, .advance, service: next.name, text: text)
    }

    /// The worst of these; among equals the first, with the others counted.
    private func worst(_ headlines: [Headline]) -> Headline? {
        guard var first = headlines.min(by: { $0.level.rank < $1.level.rank }) else { return nil }
        let others = headlines.filter { $0.service != first.service }
        guard let second = others.min(by: { $0.level.rank < $1.level.rank })?.service else { return first }
        first.add("and \(second)" + (others.count > 1 ? ", +\(others.count - 1)" : ""))
        return first
    }

    /// What cannot wait: guests are hurt, or nobody can see whether they are.
    private func urgent(_ service: Service, _ verdict: Verdict) -> Headline? {
        // Nobody moves that traffic back, and the pause that remains would hide it.
        if let pause = service.pause, service.hasRollBackFailed,
            (service.share?.value.highest ?? 100) > pause.returnsTo
        {
            return Headline(
                .hold, .rollBack, service: service.name, matter: .order, text: pause.failure(of: service),
                since: pause.at)
        }
        let matter = verdict.matter.map { Headline.Matter.verdict($0) }
        switch verdict.state {
        case .worse:
            // A rolled back service needs no more action. Its last bad minutes must not hide another service's.
            guard service.pause?.isRollBack != true || service.hasRollBackFailed else { return nil }
            return passing(service, verdict) == nil ? worse(service, verdict) : nil
        case .blind:
            var headline = Headline(
                .blind, .pause, service: service.name, matter: matter, text: verdict.reason, since: verdict.since)
            // The source's own words say what to mend.
            headline.add(verdict.detail)
            return headline
        case .unsure:
            // An outage on old must not be hidden by a pause, least of all by a roll back to old.
            guard verdict.concernsOld else { return nil }
            let level: Headline.Level = if case .errors(.both) = verdict.matter { .outage } else { .care }
            var headline = Headline(
                level, .pause, service: service.name, matter: matter, text: verdict.reason, since: verdict.since)
            if level == .care { headline.add("look at old before any step") }
            return headline
        case .pass: return nil
        }
    }

    /// New is worse: go back where it fails and old does not, or where it is far slower; otherwise hold.
    private func worse(_ service: Service, _ verdict: Verdict) -> Headline {
        let matter = verdict.matter.map { Headline.Matter.verdict($0) }
        let (level, act): (Headline.Level, Headline.Act) =
            switch verdict.matter {
            case .errors:
                failsAlone(service) || plainFailure(of: service) != nil
                    ? (.back, .rollBack) : (.hold, hurts(service) ? .rollBack : .pause)
            case .targets: (.back, .rollBack)
            case .tasks where service.takesTraffic: (.back, .rollBack)
            case .latency: (.hold, .rollBack)
            default: (.hold, .pause)
            }
        var headline = Headline(
            level, act, service: service.name, matter: matter, text: verdict.reason, since: verdict.since)
        headline.proof = verdict.proof
        headline.harm = harm(of: service, verdict)
        headline.add(headline.harm?.words ?? "")
        headline.add(stopped(of: service, since: verdict.since))
        return headline
    }

    /// Whether new's errors are over the limit, and old's far below new's.
    private func failsAlone(_ service: Service) -> Bool {
        guard let new = worst(.new, of: service, within: 6), let old = worst(.old, of: service, within: 6) else {
            return false
        }
        return new > service.configuration.limits.errorPercent && old < new / 5
    }

    /// Whether enough requests fail on new alone to move traffic for them.
    private func hurts(_ service: Service) -> Bool {
        guard let new = worst(.new, of: service, within: 20) else { return false }
        return new - (worst(.old, of: service, within: 20) ?? 0) >= Self.hurtingPercent
    }

    /// Percent of new's requests that fail because of new, from which on it is worth going back at once.
    private static let hurtingPercent = 0.1

    /// The highest percent of failed requests in one of the last settled minutes; bursts have quiet minutes between them.
    private func worst(_ side: Side, of service: Service, within minutes: Int) -> Double? {
        (0..<minutes).compactMap { errorPercent(side, of: service, in: settledTo.advanced(by: -$0)).usable }.max()
    }

    /// Says when what is worse ends by itself; `nil` when it does not.
    private func passing(_ service: Service, _ verdict: Verdict) -> String? {
        guard verdict.state == .worse, service.pause == nil else { return nil }
        return warmingUp(service, verdict) ?? replaced(service, verdict)
    }

    /// Says when the errors were those of one task that has been replaced: it stopped, all targets are healthy, and no
    /// minute since then fails more than the limit allows.
    private func replaced(_ service: Service, _ verdict: Verdict) -> String? {
        guard case .errors(.new) = verdict.matter, let counts = service.new.inventory?.counts,
            let healthy = counts.healthy, healthy > 0, counts.unhealthy ?? 0 == 0,
            counts.running.map({ $0 >= counts.desired ?? 0 }) == true
        else { return nil }
        let first = (verdict.since ?? takenAt) - Self.stopsBefore
        let stops = stops(of: service, since: first)
        guard stops.count == 1, let stop = stops.first else { return nil }
        var minute = stop.at.minute.advanced(by: 2)
        if let failure = plainFailure(of: service), failure.told.minute >= minute { return nil }
        while minute <= settledTo {
            let failed = errorPercent(.new, of: service, in: minute).usable ?? 0
            guard failed <= service.configuration.limits.errorPercent else { return nil }
            minute = minute.advanced(by: 1)
        }
        let why = stop.reason.split(separator: " · ").first.map { ": \($0)" } ?? ""
        let ago = NumberWords.duration(max(0, takenAt.seconds(since: stop.at)))
        return "one task of new failed and was replaced \(ago) ago\(why); the errors were its own"
    }

    /// Says when new is only slow because its caches are cold: since the last step, and falling.
    private func warmingUp(_ service: Service, _ verdict: Verdict) -> String? {
        guard case .latency(let percentile, .new) = verdict.matter, let changedAt = service.shareChangedAt,
            (service.share?.value.highest ?? 0) > 0, takenAt.seconds(since: changedAt) < Self.warmUp,
            let since = verdict.since, since >= changedAt.minute.start
        else { return nil }
        let metric = percentile.metric
        let first = changedAt.minute.advanced(by: 1)
        guard first < settledTo else { return nil }
        let values = (first..<settledTo.advanced(by: 1)).compactMap { service.new.series[metric]?[$0].usable }
        guard let peak = values.max(), let last = values.last, let peakAt = values.firstIndex(of: peak),
            peakAt <= Self.peakBy, last < Self.fallen * peak || values.count <= peakAt + 2
        else { return nil }
        return "\(percentile.rawValue) on new has been high since the step, and falls: "
            + "\(NumberWords.milliseconds(peak)), now \(NumberWords.milliseconds(last))"
    }

    /// For so many seconds after a step, slow answers that get faster are cold caches; they are slowest within so many
    /// minutes of it, and have fallen to this part of that.
    private static let warmUp = 900.0
    private static let peakBy = 4
    private static let fallen = 0.9

    /// What speaks against going on, although no verdict does.
    private func care(_ service: Service) -> Headline? {
        concern(of: service).map {
            var headline = Headline(
                .care, $0.act, service: service.name, matter: .concern($0.kind), text: $0.text, since: $0.since)
            headline.add($0.detail)
            return headline
        }
    }

    /// Nothing is wrong and nothing is known yet, or only the caches are cold.
    private func waiting(_ service: Service, _ verdict: Verdict) -> Headline? {
        guard let text = verdict.state == .unsure ? verdict.reason : passing(service, verdict) else { return nil }
        var headline = Headline(
            .wait, service: service.name, matter: verdict.matter.map { .verdict($0) }, text: text,
            since: verdict.since)
        // Cold caches and a replaced task end by themselves: how sure it is that new is worse does not matter there.
        if verdict.state == .unsure { headline.proof = verdict.proof }
        return headline
    }

    /// Who holds a service, or where it goes back to; the verdict stands beside it.
    private func held(_ service: Service, _ verdict: Verdict) -> Headline? {
        guard let pause = service.pause else { return nil }
        let hand = pause.terms.found == nil ? nil : handChange(of: service)
        var headline = Headline(
            pause.isRollBack ? .goingBack : .held, service: service.name, matter: .order,
            text: hand.map { "\($0.words), so abreast paused" }
                ?? pause.sentence(of: service, leftOnNew: leftOnNew(of: service), mostOfReason: Self.quoted),
            since: pause.at)
        guard !pause.isRollBack else { return headline }
        if hand == nil, let concern = concern(of: service) {
            headline.add(concern.text)
        } else {
            switch verdict.state {
            case .pass: headline.add("new is as good")
            case .worse:
                headline.add(verdict.reason)
                headline.harm = harm(of: service, verdict)
                headline.add(headline.harm?.words ?? "")
            case .unsure, .blind: break
            }
        }
        return headline
    }

    /// So many characters of an operator's reason are in the headline. The timeline has all of it.
    private static let quoted = 32

    /// Whether no service has ever sent traffic to new.
    private var isUntouched: Bool {
        let split = services.filter { $0.configuration.split != nil }
        return !split.isEmpty
            && split.allSatisfy { service in
                service.share?.value.highest == 0 && service.pause == nil && service.step == nil
                    && (latest(.requests, .new, of: service).usable ?? 0) == 0
            }
    }

    /// Whether the next step waits for a person only.
    private func isReady(_ service: Service) -> Bool {
        guard service.isSteered, service.pause == nil,
            service.configuration.rollout?.mode == .manual || service.effectiveStep == nil
        else { return false }
        let progress = service.progress(at: takenAt)
        guard progress.phase == .ready, let next = progress.next else { return false }
        return refusals(of: service, to: next).isEmpty
    }
}

extension Board {
    /// How long before a service became worse a task may have stopped to be named with it, in seconds.
    private static let stopsBefore = 10.0 * 60

    /// `2 tasks of new stopped, the last 3 min ago: exit 137`: the newest of those that nobody stopped on purpose;
    /// empty without one.
    private func stopped(of service: Service, since: Moment?) -> String {
        let stops = stops(of: service, since: (since ?? takenAt) - Self.stopsBefore)
        guard let newest = stops.max(by: { $0.at < $1.at }) else { return "" }
        let ago = NumberWords.duration(max(0, takenAt.seconds(since: newest.at)))
        // The exit codes come first. The timeline has the rest of AWS's text.
        let why = newest.reason.split(separator: " · ").first.map { ": \($0)" } ?? ""
        let last = stops.count > 1 ? "the last " : ""
        // One of them may stand for many.
        let isSummedUp = stops.count > Event.mostStopsAtOnce
        let count = isSummedUp ? "more than \(Event.mostStopsAtOnce) tasks" : NumberWords.count(stops.count, "task")
        let many = "\(count) of new stopped, \(last)\(ago) ago"
        return "\(many)\(why)"
    }

    /// New's tasks that stopped since `first`, but for those that somebody stopped on purpose.
    func stops(of service: Service, since first: Moment) -> [Event] {
        events.filter {
            $0.kind == .taskStopped && $0.service == service.name && $0.side == .new && $0.at >= first
                && $0.cause != .wanted
        }
    }
}

extension Pause {
    /// That a roll back failed, and the present weights.
    fileprivate func failure(of service: Service) -> String {
        let share = service.share?.value.highest.map { "\(NumberWords.percent($0)) %" } ?? "an unknown share"
        return "the roll back FAILED, nobody tries it any more: \(share) still on new"
    }

    /// Who holds what and why, and that the weights stay or go back to the old side.
    ///
    /// - Parameters:
    ///   - leftOnNew: Percent of requests that new still serves without weight, where it is known.
    ///   - most: How many characters of the reason are said.
    package func sentence(of service: Service, leftOnNew: Double? = nil, mostOfReason most: Int = .max) -> String {
        let why = reason.isEmpty ? "" : " “\(reason.count > most ? reason.prefix(most - 1) + "…" : reason[...])”"
        if isRollBack {
            let by = "rolled back by \(terms.byItself ? "abreast" : by)\(why)"
            guard let share = service.share?.value.highest else { return "\(by); all weight goes back to old" }
            let percent = "\(NumberWords.percent(share)) % on new"
            if service.hasRolledBack, service.isChangedOutside { return "\(by); CHANGED BY HAND since: \(percent) now" }
            if returnsTo > 0, share <= returnsTo + Service.stepTolerance { return "\(by); back at \(percent)" }
            guard share == 0 else { return "\(by); weight goes back to old, \(percent) now" }
            let left = leftOnNew.map { "; \(NumberWords.percent($0)) % of requests still on new" } ?? ""
            return "\(by); all weight back on old\(left)"
        }
        let stays = service.share?.value.percent.map {
            "; stays at \(NumberWords.percent($0)) % on new, this does not roll back"
        }
        return "paused by \(terms.byItself ? "abreast" : by)\(why)\(stays ?? "")"
    }
}
