/// The evidence about one service, extended minute by minute and kept in the store. So an epoch may be longer than the
/// minutes that a board holds.
///
/// An epoch begins with a change of the weights, or when most members of a side run another version. Each epoch in
/// which new has a share spends a part of α, so that the whole migration keeps its α at any number of steps. The
/// evidence over all epochs is shown and decides nothing: it would blame a version for the faults of the one before.
package struct EvidenceRecord: Sendable, Codable {
    /// The number of epochs in which new had a share, with the present one.
    package private(set) var epochs = 0
    /// What began the present epoch.
    package private(set) var cause = Epoch.Cause.window
    /// The settled minutes of the present epoch that were added.
    package private(set) var minutes: Range<Minute>?
    package private(set) var step: EpochJudge
    package private(set) var whole: EpochJudge
    /// The first minute since which the verdict by evidence has not changed.
    package private(set) var since: Minute?
    /// For each metric, the errors first: the e-values after the newest minutes of the present epoch.
    package var evidence: [[Double]] { graphs.map(\.wrappedValue) }
    private var graphs: [RunLengthCoded<Double>] = []

    private enum CodingKeys: String, CodingKey {
        case epochs, minutes, step, whole, since, graphs, first, changedAt, percent, versions, percentiles
        // The key of the older forms, in which it was a sentence.
        case cause = "begin"
    }

    /// The first complete minute of the present epoch; `nil` when the epoch began before the window.
    private var first: Minute?
    private var changedAt: Moment?
    private var percent: Double?
    private var versions: Sides<String?>
    private var percentiles: [Percentile]

    /// The number of the stored form. It changes with every change of this type or of a type in it.
    package static let format = 5
    /// The readable forms. Forms before 4 have the cause of an epoch as a sentence; those before 5 lack what the last
    /// minutes alone say.
    package static let readable = 3...format

    /// How many minutes of evidence are kept for the graph.
    static let span = 240

    /// An empty record, of an epoch that begins with the present weights and versions.
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

    /// Whether the decoded numbers are complete for the record's percentiles. A row or a snapshot that somebody has
    /// edited may lack some.
    package var hasValidShape: Bool {
        [step, whole].allSatisfy { $0.hasValidShape && $0.latencies.map(\.percentile) == percentiles }
            && graphs.count == percentiles.count + 1
    }

    /// Adds the board's settled minutes that are newer than the record. Begins a new epoch where one has begun.
    package func joined(by service: Service, in board: Board) -> EvidenceRecord {
        var record = self
        if step.settings != service.judgeSettings || percentiles != service.measuredPercentiles {
            record = EvidenceRecord(of: service)
            (record.epochs, record.cause) = (max(record.epochs, epochs), cause)
            record.step = EpochJudge(
                settings: record.step.settings, percentiles: record.percentiles,
                portion: service.portion(ofEpoch: max(1, record.epochs)))
        }
        guard record.close(before: service, in: board) else { return record }
        record.turn(to: service, at: board.takenAt)
        let known = record.minutes?.upperBound
        let first = [board.window.lowerBound, known, record.first].compactMap(\.self).max() ?? board.window.lowerBound
        record.take(first..<max(first, board.settledTo.advanced(by: 1)), of: service, at: board.takenAt)
        return record
    }

    /// Whether the weights have changed and minutes before the change still have to come. They belong to the epoch that it
    /// ends.
    func isClosing(for service: Service) -> Bool {
        service.shareChangedAt.map { $0 != changedAt } ?? false
    }

    /// Adds the minutes before a change of the weights to the epoch that it ends: they settle only after the change was
    /// seen, and a fault that begins in them must not be lost by the step.
    ///
    /// - Returns: Whether the epoch is over: all of them are there, or come no more.
    private mutating func close(before service: Service, in board: Board) -> Bool {
        guard isClosing(for: service), let end = service.shareChangedAt?.minute, let known = minutes?.upperBound,
            known < end
        else { return true }
        let first = max(known, board.window.lowerBound)
        take(first..<max(first, min(end, board.settledTo.advanced(by: 1))), of: service, at: board.takenAt)
        return (minutes?.upperBound ?? end) >= end || board.takenAt.seconds(since: end.start) >= Source.cloudWatch.bound
    }

    /// Begins a new epoch when the weights or a version have changed.
    private mutating func turn(to service: Service, at now: Moment) {
        if service.shareChangedAt != changedAt, let moment = service.shareChangedAt {
            let percent = service.share?.value.percent
            let cause = Epoch.Cause.weights(from: self.percent, to: percent)
            (changedAt, self.percent) = (moment, percent)
            // The new epoch has the version that runs now.
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

    /// Whether a version is another one with more parts known: a source that is polled later adds parts of the same
    /// version, and a failed source omits some. Parts are names from AWS, separated by spaces.
    private static func tellsMore(_ version: String, than other: String) -> Bool {
        let (parts, fewer) = (version.split(separator: " "), other.split(separator: " "))
        return parts.count > fewer.count && parts.starts(with: fewer)
    }

    private mutating func begin(with cause: Epoch.Cause, at first: Minute, _ service: Service) {
        self.first = first
        if percent != 0 { epochs += 1 }
        self.cause = cause
        minutes = nil
        let before = since
        since = nil
        graphs = graphs.map { _ in RunLengthCoded(wrappedValue: []) }
        step = step.next(portion: service.portion(ofEpoch: max(1, epochs)), isSameNew: !cause.isOfNew)
        if step.hasAlarm { since = before }
    }

    private mutating func take(_ range: Range<Minute>, of service: Service, at now: Moment) {
        if let known = minutes, known.upperBound < range.lowerBound {
            step.breakOff()
            whole.breakOff()
        }
        for minute in range {
            let counts = service.counts(in: minute)
            if counts.isIncomplete(percentiles) {
                // It may still be published. Past its source's bound it belongs to the epoch, and is missing.
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

/// Two records are equal when they contain the same minutes of the same epoch.
extension EvidenceRecord: Equatable {
    package static func == (a: EvidenceRecord, b: EvidenceRecord) -> Bool {
        a.minutes == b.minutes && a.changedAt == b.changedAt && a.epochs == b.epochs && a.cause == b.cause
            && a.versions == b.versions && a.percentiles == b.percentiles && a.step.settings == b.step.settings
    }
}

extension EvidenceRecord {
    /// The result for pages and reports; `nil` before the first minute.
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
    /// The settings of the comparison.
    var judgeSettings: JudgeSettings {
        var settings = configuration.judge
        settings.limits = configuration.limits
        // With a limit of 100 % nothing could be shown, so 99 % is the highest limit.
        settings.errorPercent = min(configuration.limits.errorPercent, 99)
        return settings
    }

    /// The version that more than half of a side's members run; `nil` when there is none.
    fileprivate var versions: Sides<String?> {
        func version(_ side: Side) -> String? {
            guard let inventory = self[side].inventory else { return nil }
            let running = inventory.members.filter { $0.stopReason == nil && !$0.version.isEmpty }
            let most = inventory.versions.first
            return running.count { $0.version == most } * 2 > running.count ? most : nil
        }
        return Sides(old: version(.old), new: version(.new))
    }

    /// The part of α that an epoch may spend; epochs are counted from 1. There is one equal part for each planned step
    /// (six where none is planned), and one for all further epochs, each of which has half of what is left.
    fileprivate func portion(ofEpoch number: Int) -> Double {
        let steps = configuration.rollout?.steps.count ?? 0
        let planned = steps > 0 ? steps : 6
        let part = 1 / Double(planned + 1)
        guard number > planned else { return part }
        return (0..<min(number - planned, 50)).reduce(part) { rest, _ in rest / 2 }
    }
}

extension Board {
    /// The evidence about a service: the stored record, extended by the board's newer minutes. The board's minutes
    /// alone where nothing is stored, or where the stored record is newer than the board.
    package func evidence(of service: Service) -> EvidenceRecord {
        service.memory.isNone ? freshEvidence(of: service) : judgedEvidence(of: service).record
    }

    func freshEvidence(of service: Service) -> EvidenceRecord {
        // The clocks of two machines may differ by a minute.
        let kept = service.evidence.flatMap { record in
            record.minutes.map { $0.upperBound <= settledTo.advanced(by: 3) } ?? true ? record : nil
        }
        return (kept ?? EvidenceRecord(of: service)).joined(by: service, in: self)
    }

    /// The same for pages and reports; `nil` where nothing is compared yet.
    package func trial(of service: Service) -> EvidenceSummary? {
        service.takesTraffic ? evidence(of: service).trial : nil
    }
}
