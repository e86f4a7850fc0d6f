/// What each target of old would carry if all of a service's traffic came back now, and the most that one has carried.
package struct RollbackCapacity: Sendable, Equatable {
    package typealias Peak = FleetRecord.Peak

    /// Whether old can take all traffic back.
    package enum Answer: Sendable {
        /// No target would carry more than one has carried.
        case fits
        /// More than was ever carried, but within the usual reserve of a fleet, and its CPU does not say otherwise.
        case tight
        case unsafe
        /// A number that it needs is not known.
        case unknown
    }

    /// Up to this multiple of the most that one has carried, a fleet may cope: fleets that scale at three quarters of
    /// their capacity have a third in reserve.
    package static let reserve = 1.3

    /// The serving targets of old: the healthy ones behind a load balancer, otherwise the running ones.
    package let targets: Measured
    /// Requests per minute of both sides together: the median of the last minutes, so that the number does not jump, or
    /// the newest after a leap; `nil` when one of them is not known now.
    package let load: Double?
    /// `nil` when no minute of the board's window shows it and none is stored.
    package let peak: Peak?
    /// The maximum of the Auto Scaling group; `nil` where it is not known.
    package let maximum: Int?
    /// Measured seconds until a new instance of old is healthy; `nil` when no launch was observed.
    package let launch: Double?
    /// Whether two weeks of CloudWatch say what old can carry, and not only what abreast has seen.
    package let isByHistory: Bool
    /// Percent of its CPU that old would use if everything came back, in proportion to what it uses now; `nil` where that is
    /// not known, or where old serves too little now to tell.
    package let projectedCPU: Double?

    package init(of service: Service, board: Board) {
        let isHealth = service.source(of: \.healthy, .old) != nil
        targets = board.count(isHealth ? \.healthy : \.running, .old, of: service)
        load = Self.load(of: service, board)
        let record = (service.record ?? FleetRecord()).joined(FleetRecord(of: service, board))
        peak = record.best
        launch = record.launch
        isByHistory = record.history?.isTelling(at: board.takenAt) ?? false
        projectedCPU = Self.projectedCPU(of: service, board)
        maximum = service.old.inventory?.counts.maximum
    }

    /// How many targets the present traffic needs if none carries more than one has carried; `nil` when it is not
    /// known.
    package var needed: Int? {
        guard let load, let peak, peak.requests > 0 else { return nil }
        return max(1, Int((load / peak.requests).rounded(.up)))
    }

    /// Requests per minute for each of the targets; `nil` when it is not known, or without targets.
    package var each: Double? {
        guard let load, let targets = targets.usable, targets > 0 else { return nil }
        return load / targets
    }

    /// The load of each target as a multiple of the most that one has carried. It is rounded to a tenth, because less
    /// is noise.
    package var times: Double? {
        guard let each, let peak else { return nil }
        return (each / peak.requests * 10).rounded() / 10
    }

    /// Percent of the present traffic that old can take; `nil` when it is not known, or without traffic.
    package var percent: Double? {
        guard let load, load > 0, let targets = targets.usable else { return nil }
        return targets == 0 ? 0 : peak.map { $0.requests * targets * 100 / load }
    }

    /// The same in steps of five, rounded down, so that it does not jump; below five in steps of one.
    package var room: Double? {
        percent.map { $0 < 5 ? $0.rounded(.down) : ($0 / 5).rounded(.down) * 5 }
    }

    package var answer: Answer {
        guard let load, let targets = targets.usable else { return .unknown }
        if load == 0 { return .fits }
        if targets == 0 { return .unsafe }
        guard let times else { return .unknown }
        if times <= 1 { return .fits }
        return times <= Self.reserve && projectedCPU ?? 0 <= 100 ? .tight : .unsafe
    }

    /// Whether old cannot take it by more than what abreast has seen it carry, which is only a lower bound of what it can:
    /// two weeks say so, or nothing of old serves.
    package var isKnownTooSmall: Bool {
        answer == .unsafe && (isByHistory && times ?? 0 > Self.reserve || targets.usable == 0)
    }

    /// How many minutes the load is the median of.
    private static let minutes = 15
    /// The part of the median by which two minutes in a row differ from it when the requests have leapt.
    private static let leap = 0.25

    /// The number of minutes whose median is the projected CPU, and the least part of the requests that old must serve in
    /// them. Work that no request causes would be multiplied, too.
    private static let cpuMinutes = 5
    private static let cpuShare = 1.0 / 3

    private static func projectedCPU(of service: Service, _ board: Board) -> Double? {
        guard let cpu = service.old.series[.cpu], let requests = service.old.series[.requests] else { return nil }
        let values = (0..<cpuMinutes).compactMap { back -> Double? in
            let minute = board.settledTo.advanced(by: -back)
            guard let used = cpu[minute].usable, let old = requests[minute].usable, old > 0,
                let all = load(of: service, in: minute), old >= cpuShare * all
            else { return nil }
            return used * all / old
        }.sorted()
        return values.isEmpty ? nil : values[values.count / 2]
    }

    /// Both sides in the same minute: the newest one that is known of both, and those before it.
    private static func load(of service: Service, _ board: Board) -> Double? {
        let newest = Side.allCases.map { board.latest(.requests, $0, of: service) }
        guard newest.allSatisfy({ $0.presence != .stale }), let minute = newest.compactMap(\.minute).min() else {
            return nil
        }
        guard let present = load(of: service, in: minute) else { return nil }
        let before = (1..<minutes).compactMap { load(of: service, in: minute.advanced(by: -$0)) }
        let sorted = ([present] + before).sorted()
        let median = sorted[sorted.count / 2]
        // Two minutes in a row that are off by so much are no noise. The newest may still be told more of.
        guard let last = before.first else { return median }
        let isHigher = min(present, last) > median * (1 + leap)
        let isLower = max(present, last) < median * (1 - leap)
        return isHigher || isLower ? last : median
    }

    private static func load(of service: Service, in minute: Minute) -> Double? {
        var sum = 0.0
        for side in Side.allCases {
            guard let requests = service[side].series[.requests]?[minute], requests.presence != .missing else {
                return nil
            }
            sum += requests.usable ?? 0
        }
        return sum
    }

    static func peak(of service: Service, _ board: Board) -> Peak? {
        guard let requests = service.old.series[.requests], let hosts = service.old.series[.healthyHosts] else {
            return nil
        }
        var peak: Peak?
        var minute = max(requests.start, board.window.lowerBound)
        let end = min(requests.end, board.settledTo.advanced(by: 1))
        while minute < end {
            defer { minute = minute.advanced(by: 1) }
            guard let count = requests[minute].usable, let healthy = hosts[minute].usable, healthy > 0,
                count / healthy >= peak?.requests ?? 0
            else { continue }
            // CloudWatch has the minimum of healthy targets in a minute. A target that was healthy during a part of it
            // must not make the others look stronger.
            let around = [minute.advanced(by: -1), minute.advanced(by: 1)].compactMap { hosts[$0].usable }
            let each = count / max(healthy, around.max() ?? 0)
            guard each > 0, each >= peak?.requests ?? 0, isCarried(minute, service, board) else { continue }
            peak = Peak(requests: each, minute: minute)
        }
        return peak
    }

    /// Whether old stayed within the service's limits. A load under which it failed was not carried.
    private static func isCarried(_ minute: Minute, _ service: Service, _ board: Board) -> Bool {
        let limits = service.configuration.limits
        guard let failed = board.errorPercent(.old, of: service, in: minute).usable, failed <= limits.errorPercent
        else { return false }
        guard let limit = limits.p99, let p99 = service.old.series[.p99]?[minute].usable else { return true }
        return p99 <= limit
    }

    /// `old has room for 95 %`, `old has room for only 50 % of all traffic: 4 → 10 instances first, about 9 min`.
    package var sentence: String {
        guard answer == .unsafe, let room else { return brief }
        return brief + (room > 0 ? " of all traffic" : "") + (remedy.map { ": \($0)" } ?? "")
    }

    /// The same without what must happen first.
    package var brief: String {
        guard let room else {
            return targets.usable == 0
                ? "old has room for nothing: none of it serves" : "how much old has room for is not known"
        }
        guard room > 0 else { return "old has room for nothing" }
        let part = room > 999 ? "more than 999" : NumberWords.percent(room)
        return "old has room for \(answer == .unsafe ? "only " : "")\(part) %"
    }

    /// What must happen before old can take everything: `4 → 10 instances first, about 9 min`.
    package var remedy: String? {
        guard let needed, let targets = targets.usable, Double(needed) > targets else { return nil }
        if let maximum, needed > maximum {
            return "\(NumberWords.count(needed, "instance")) needed, Auto Scaling's maximum is \(maximum)"
        }
        let time = launch.map { ", about \(NumberWords.duration(max(60, $0)))" } ?? ", launch time not measured"
        return "\(Int(targets)) → \(NumberWords.count(needed, "instance")) first\(time)"
    }

    /// How it is known what old carried, before a number.
    package var seen: String { isByHistory ? "in two weeks old has carried" : "old was seen to carry" }
}
