/// What the minutes of a migration have told about one service, carried on from minute to minute and kept in the store:
/// an epoch may be longer than any window of minutes that a board holds.
///
/// An epoch begins with a change of the weights, or when another version is what most members of a side run. Each epoch
/// in which new has a share spends a part of α; so that of the whole migration is kept however many steps it takes. The evidence over
/// all epochs is shown, and decides nothing: it would hold the first version's faults against the one that mends them.
package struct EvidenceRecord: Sendable, Codable {
    /// Epochs so far in which new had a share, the present one included.
    package private(set) var epochs = 0
    /// What began the present epoch.
    package private(set) var cause = Epoch.Cause.window
    /// The settled minutes taken in, of the present epoch.
    package private(set) var minutes: Range<Minute>?
    package private(set) var step: EpochJudge
    package private(set) var whole: EpochJudge
    /// The first minute of the run of minutes in which the verdict by evidence is what it is now.
    package private(set) var since: Minute?
    /// Of each metric, the errors first, the e-values after the newest minutes of the present epoch.
    package var evidence: [[Double]] { graphs.map(\.wrappedValue) }
    private var graphs: [RunLengthCoded<Double>] = []

    private enum CodingKeys: String, CodingKey {
        case epochs, minutes, step, whole, since, graphs, first, changedAt, percent, versions, percentiles
        // As in the forms before, where it was in words.
        case cause = "begin"
    }

    /// The first minute that belongs to the present epoch as a whole; `nil` where the window is all that is known.
    private var first: Minute?
    private var changedAt: Moment?
    private var percent: Double?
    private var versions: Sides<String?>
    private var percentiles: [Percentile]

    /// The form in which it is kept: another number for every change of what it or anything in it consists of.
    package static let format = 4
    /// The forms that can be read: those before 4 told the cause of an epoch in words.
    package static let readable = 3...format

    /// Minutes of evidence kept for its graph.
    static let span = 240

    /// An empty one, of an epoch that begins with what stands now.
    package init(of service: Service) {
        let settings = service.judgeSettings
        percentiles = service.measuredPercentiles
        changedAt = service.shareChangedAt
        first = changedAt?.minute.advanced(by: 1)
        percent = service.share?.value.percent
        versions = service.versions
        step = EpochJudge(settings: settings, percentiles: percentiles, portion: service.portion(ofEpoch: 1))
        whole = EpochJudge(settings: settings, percentiles: percentiles, beginsAnew: false)
        epochs = percent == 0 ? 0 : 1
        graphs = Array(repeating: RunLengthCoded(wrappedValue: []), count: percentiles.count + 1)
    }

    /// Whether what was read back has the numbers that a record of its percentiles has: a row or a snapshot that somebody
    /// edited may lack some of them.
    package var hasValidShape: Bool {
        [step, whole].allSatisfy { $0.hasValidShape && $0.latencies.map(\.percentile) == percentiles }
            && graphs.count == percentiles.count + 1
    }

    /// Takes in the settled minutes that the board has beyond those that are known, in a new epoch where one has begun.
    package func joined(by service: Service, in board: Board) -> EvidenceRecord {
        var record = self
        if step.settings != service.judgeSettings || percentiles != service.measuredPercentiles {
            record = EvidenceRecord(of: service)
            (record.epochs, record.cause) = (max(record.epochs, epochs), cause)
            record.step = EpochJudge(
                settings: record.step.settings, percentiles: record.percentiles,
                portion: service.portion(ofEpoch: max(1, record.epochs)))
        }
        record.turn(to: service, at: board.takenAt)
        let known = record.minutes?.upperBound
        let first = [board.window.lowerBound, known, record.first].compactMap(\.self).max() ?? board.window.lowerBound
        record.take(first..<max(first, board.settledTo.advanced(by: 1)), of: service, at: board.takenAt)
        return record
    }

    /// Begins a new epoch when the weights or a version have changed.
    private mutating func turn(to service: Service, at now: Moment) {
        if service.shareChangedAt != changedAt, let moment = service.shareChangedAt {
            let percent = service.share?.value.percent
            let cause = Epoch.Cause.weights(from: self.percent, to: percent)
            (changedAt, self.percent) = (moment, percent)
            // Whatever version runs by then is that of the new epoch.
            versions = Sides(old: service.versions.old ?? versions.old, new: service.versions.new ?? versions.new)
            begin(with: cause, at: moment.minute.advanced(by: 1), service)
            return
        }
        for side in Side.allCases {
            guard let version = service.versions[side], version != versions[side] else { continue }
            let before = versions[side]
            if let before, Self.tellsMore(before, than: version) { continue }
            versions[side] = version
            guard let before, !Self.tellsMore(version, than: before) else { continue }
            begin(with: .version(side, from: before, to: version), at: now.minute, service)
        }
    }

    /// Whether a version is another one with more of its parts: a source that is asked later tells more of the same
    /// version, and one that fails tells less. Parts are the names of AWS, with a space between them.
    private static func tellsMore(_ version: String, than other: String) -> Bool {
        let (parts, fewer) = (version.split(separator: " "), other.split(separator: " "))
        return parts.count > fewer.count && parts.starts(with: fewer)
    }

    private mutating func begin(with cause: Epoch.Cause, at first: Minute, _ service: Service) {
        self.first = first
        if percent != 0 { epochs += 1 }
        self.cause = cause
        minutes = nil
        since = nil
        graphs = graphs.map { _ in RunLengthCoded(wrappedValue: []) }
        step = EpochJudge(
            settings: step.settings, percentiles: percentiles, portion: service.portion(ofEpoch: max(1, epochs)),
            overDispersion: step.errors.overDispersion.carriedOn)
    }

    private mutating func take(_ range: Range<Minute>, of service: Service, at now: Moment) {
        if let known = minutes, known.upperBound < range.lowerBound {
            step.breakOff()
            whole.breakOff()
        }
        for minute in range {
            let counts = service.counts(in: minute)
            if counts.isIncomplete(percentiles) {
                // It may still be on its way; once past its source's bound it belongs to the epoch, and is missing.
                if now.seconds(since: minute.end) < Source.cloudWatch.bound { break }
                if minutes == nil { continue }
            }
            let before = (step.state, step.metric)
            step.add(counts)
            whole.add(counts)
            if since == nil || before != (step.state, step.metric) { since = minute }
            minutes = (minutes?.lowerBound ?? minute)..<minute.advanced(by: 1)
            for index in graphs.indices {
                graphs[index].wrappedValue.append(step.value(at: index))
                if graphs[index].wrappedValue.count > Self.span { graphs[index].wrappedValue.removeFirst() }
            }
        }
    }
}

/// Two are the same when they have taken in the same minutes of the same epoch.
extension EvidenceRecord: Equatable {
    package static func == (a: EvidenceRecord, b: EvidenceRecord) -> Bool {
        a.minutes == b.minutes && a.changedAt == b.changedAt && a.epochs == b.epochs && a.cause == b.cause
            && a.versions == b.versions && a.percentiles == b.percentiles && a.step.settings == b.step.settings
    }
}

extension EvidenceRecord {
    /// What it comes to, for pages and reports that explain it; `nil` before the first minute.
    package var trial: EvidenceSummary? {
        guard let minutes else { return nil }
        return EvidenceSummary(
            minutes: minutes, cause: cause, judgement: step.judgement, step: step.accounts, whole: whole.accounts,
            evidence: evidence, timeToVerdict: step.timeToVerdict)
    }
}

extension MinuteCounts {
    /// Whether a number that both sides should have is missing.
    fileprivate func isIncomplete(_ percentiles: [Percentile]) -> Bool {
        if unusable != nil { return true }
        return percentiles.contains { percentile in
            Side.allCases.contains { requests[$0] > 0 && !(self[percentile][$0] > 0) }
        }
    }
}

extension Service {
    /// What its sides are compared by.
    var judgeSettings: JudgeSettings {
        var settings = configuration.judge
        settings.limits = configuration.limits
        // At 100 % there is no rate above the limit to be shown below.
        settings.errorPercent = min(configuration.limits.errorPercent, 99)
        return settings
    }

    /// The version that more than half of a side's members run; `nil` while none is.
    fileprivate var versions: Sides<String?> {
        func version(_ side: Side) -> String? {
            guard let inventory = self[side].inventory else { return nil }
            let running = inventory.members.filter { $0.stopReason == nil && !$0.version.isEmpty }
            let most = inventory.versions.first
            return running.count { $0.version == most } * 2 > running.count ? most : nil
        }
        return Sides(old: version(.old), new: version(.new))
    }

    /// The part of α that an epoch may spend, 1 the first: the same for each step of the plan, of six where none is
    /// planned, and what is left is halved from epoch to epoch beyond them.
    fileprivate func portion(ofEpoch number: Int) -> Double {
        let steps = configuration.rollout?.steps.count ?? 0
        let planned = steps > 0 ? steps : 6
        let part = 1 / Double(planned + 1)
        guard number > planned else { return part }
        return (0..<min(number - planned, 50)).reduce(part) { rest, _ in rest / 2 }
    }
}

extension Board {
    /// What is known by evidence of a service: what the store has kept, and the minutes that this board has beyond it;
    /// the board's minutes alone where nothing was kept, and where what was kept is of a later time than the board's.
    package func evidence(of service: Service) -> EvidenceRecord {
        // Clocks of two machines may differ by a minute.
        let kept = service.evidence.flatMap { record in
            record.minutes.map { $0.upperBound <= settledTo.advanced(by: 3) } ?? true ? record : nil
        }
        return (kept ?? EvidenceRecord(of: service)).joined(by: service, in: self)
    }

    /// The same, for pages and reports that explain it; `nil` where nothing is compared yet.
    package func trial(of service: Service) -> EvidenceSummary? {
        service.takesTraffic ? evidence(of: service).trial : nil
    }
}
