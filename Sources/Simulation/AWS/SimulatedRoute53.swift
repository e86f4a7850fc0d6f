import Model

/// The weighted alias records of one service in Route 53. A listing shows new weights at once. Resolvers get them when
/// all name servers have them.
struct SimulatedRoute53: Sendable {
    /// The weights of both records.
    struct Weights: Sendable, Equatable {
        var old: Int
        var new: Int

        /// 0 to 100 on new, as `75/25`.
        init(percent: Int) { (old, new) = (100 - percent, percent) }

        init(old: Int, new: Int) { (self.old, self.new) = (old, new) }

        /// Percent of DNS answers with the new side. With weights of 0 and 0, each side is answered equally often.
        var percent: Double { old + new == 0 ? 50 : Double(new) * 100 / Double(old + new) }
    }

    /// An accepted change: PENDING until `inSyncAt`, INSYNC from then on.
    struct Change: Sendable, Equatable {
        var id: String
        var weights: Weights
        var submittedAt: Moment
        var inSyncAt: Moment
    }

    /// Why a change was not accepted.
    enum Refusal: Error, Sendable, Equatable {
        case throttled, priorRequestNotComplete, invalidWeight(Int)

        /// The message as AWS words it.
        func sentence(of subject: String) -> String {
            switch self {
            case .throttled:
                "\(subject) was throttled (Throttling: Rate exceeded); other programs share the account's limit, "
                    + "ask less often"
            case .priorRequestNotComplete:
                "\(subject) was refused (PriorRequestNotComplete: The request was rejected because Route 53 was still "
                    + "processing a prior request.) (HTTP 400)"
            case .invalidWeight(let weight):
                "\(subject) was refused (InvalidInput: weight \(weight) is not from 0 to 255); "
                    + "check what the configuration names"
            }
        }
    }

    /// Seconds for which resolvers may cache an answer.
    private let ttl: Int
    private var settled: Weights
    /// The newest change, PENDING or not.
    var last: Change? { changes.last }
    private var changes: [Change] = []
    private let quota: Route53Quota
    private var chance: Chance

    /// Records that have had `percent` on new for a long time; `ttl` in seconds.
    init(service: String, ttl: Int, percent: Int, seed: UInt64) {
        self.ttl = ttl
        settled = Weights(percent: percent)
        quota = Route53Quota(seed: seed)
        chance = Chance(seed: seed, service, "route53")
    }

    /// Sets both weights in one batch.
    mutating func change(old: Int, new: Int, at moment: Moment) -> Result<Change, Refusal> {
        for weight in [old, new] where !(0...255).contains(weight) { return .failure(.invalidWeight(weight)) }
        if quota.refusesChange(at: moment) { return .failure(.throttled) }
        if let last, last.inSyncAt > moment { return .failure(.priorRequestNotComplete) }
        return .success(submit(Weights(old: old, new: new), at: moment))
    }

    /// Somebody sets the weights in the console, and retries until Route 53 accepts them.
    mutating func setByHand(old: Int, new: Int, at moment: Moment) {
        _ = submit(Weights(old: old, new: new), at: moment)
    }

    private mutating func submit(_ weights: Weights, at moment: Moment) -> Change {
        settled = effective(at: moment)
        let change = Change(id: changeID(), weights: weights, submittedAt: moment, inSyncAt: moment + propagation())
        changes.append(change)
        return change
    }

    /// A change that was accepted, by its id.
    func change(_ id: String) -> Change? { changes.last { $0.id == id } }

    /// The weights by which Route 53 answers resolvers.
    private func effective(at moment: Moment) -> Weights {
        guard let last, last.inSyncAt <= moment else { return settled }
        return last.weights
    }

    /// The weights in a listing; new ones appear at once.
    var weights: Weights { last?.weights ?? settled }

    /// What a poller reads from a listing.
    var reading: ShareReading {
        var reading = ShareReading(
            weights: [WeightReading(type: "A", old: weights.old, new: weights.new, ttl: ttl)])
        if weights.old == 0, weights.new == 0 {
            reading.remarks.append("both A weights are 0, which Route 53 answers with either at equal chances")
        }
        return reading
    }

    /// Percent of the DNS answers at `moment` with the new side.
    func answered(at moment: Moment) -> Double { effective(at: moment).percent }

    /// Seconds until all name servers have a change: 5 to 60, mostly around 25.
    private mutating func propagation() -> Double {
        let usual = 25 + 7 * chance.normal()
        let isSlow = chance.happens(0.05)
        return isSlow ? 40 + 20 * chance.uniform() : min(60, max(5, usual))
    }

    private mutating func changeID() -> String {
        let letters = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        return "C" + String((0..<13).map { _ in letters[Int(chance.next() % UInt64(letters.count))] })
    }
}

/// Route 53 allows five requests a second to all programs of an account together (Route 53 quotas). Other programs use
/// a part of them, and sometimes all.
///
/// The seed and the moment decide whether a request is refused. A request changes nothing, and all services of a world
/// share one quota.
struct Route53Quota: Sendable {
    /// The probability that a listing is refused, after a poller's retries, and that a change is refused.
    private static let listing = 0.004
    private static let change = 0.05

    let seed: UInt64

    func refusesListing(at moment: Moment) -> Bool { isTaken("listing", Self.listing, at: moment) }

    /// What a poller reports when a listing is refused; `nil` when it is answered.
    func refusal(ofListing zone: String, at moment: Moment) -> String? {
        guard refusesListing(at: moment) else { return nil }
        return SimulatedRoute53.Refusal.throttled.sentence(of: "route53:ListResourceRecordSets of zone \(zone)")
    }

    func refusesChange(at moment: Moment) -> Bool { isTaken("change", Self.change, at: moment) }

    private func isTaken(_ use: String, _ probability: Double, at moment: Moment) -> Bool {
        var chance = Chance(seed: seed, "route53", use, String(moment.milliseconds / 1000))
        return chance.happens(probability)
    }
}
