import Model

/// One simulated service: its clients, its two fleets, its weights and its queue.
struct ServiceState: Sendable {
    let model: SimulatedService
    private var faults: FaultClock
    private(set) var curve: TrafficCurve?
    private var resolvers: Resolvers?
    private var mills: Sides<RequestGenerator>?
    private(set) var fleets: Sides<SimulatedFleet>
    private(set) var queue: SimulatedQueue?
    /// Jobs done in the current minute.
    private var jobsDone = 0
    private(set) var route53: SimulatedRoute53?
    private var job: DeployJob?
    /// The counts of both sides in the current minute.
    private var totals = Sides(old: MinuteTotals(), new: MinuteTotals())
    private var gauges = Sides(old: FleetGauges(), new: FleetGauges())
    /// Requests or jobs a minute, smoothed over about a minute: the load that members feel.
    private var load = Sides(old: 0.0, new: 0.0)
    /// Percent on new in Route 53's answers to resolvers in the last step.
    private var share: Double
    /// The harm of the faults, for the minutes that have any.
    private(set) var harmed: [(minute: Minute, harm: Harm)] = []
    /// The plan's steps that were sent, oldest first.
    private(set) var steps: [PlanStep] = []

    /// How many minutes of harm are kept: three days.
    private static let memory = 3 * 1440

    init(_ model: SimulatedService, of scenario: Scenario, begin: Moment, seed: UInt64) {
        self.model = model
        let name = model.name
        faults = FaultClock(scenario, service: name, seed: seed)
        let job = model.plan.map { DeployJob(plan: $0, start: scenario.start, begin: begin) }
        let percent = job?.percent ?? 0
        self.job = job
        share = Double(percent)
        if let traffic = model.traffic {
            curve = TrafficCurve(traffic, service: name, utcOffset: scenario.utcOffset, seed: seed)
            resolvers = Resolvers(traffic, service: name, seed: seed, share: Double(percent))
            mills = Sides(
                old: RequestGenerator(traffic, limits: model.limits, service: name, side: .old, seed: seed),
                new: RequestGenerator(traffic, limits: model.limits, service: name, side: .new, seed: seed))
            route53 = SimulatedRoute53(service: name, ttl: traffic.ttl, percent: percent, seed: seed)
        }
        func fleet(_ side: Side, _ fleet: FleetModel) -> SimulatedFleet {
            SimulatedFleet(
                service: name, side: side, model: fleet, hasTargetGroup: model.traffic != nil, start: begin, seed: seed)
        }
        fleets = Sides(old: fleet(.old, model.old), new: fleet(.new, model.new))
        queue = model.queue.map { SimulatedQueue($0, service: name, seed: seed) }
    }

    // MARK: One step

    mutating func step(at moment: Moment, standing: (String, Moment) -> DeployJob.Standing) {
        turnFaults(at: moment)
        if var route53, var job {
            let (done, before) = (job.done, route53.weights.percent)
            job.step(at: moment, standing: { standing(model.name, moment) }, route53: &route53)
            if job.done > done {
                steps.append(PlanStep(service: model.name, at: moment, from: before, to: Double(job.percent)))
            }
            (self.route53, self.job) = (route53, job)
        }
        serveRequests(at: moment)
        eatJobs(at: moment)
        for side in Side.allCases {
            fleets[side].step(at: moment, seconds: World.step, load: load[side])
            gauges[side].note(fleets[side])
        }
    }

    /// Somebody other than the deploy job moves the weights.
    mutating func move(
        old: Int, new: Int, at moment: Moment
    ) -> Result<SimulatedRoute53.Change, SimulatedRoute53.Refusal> {
        route53?.change(old: old, new: new, at: moment) ?? .failure(.invalidWeight(new))
    }

    private mutating func turnFaults(at moment: Moment) {
        let (began, ended) = faults.turns(at: moment)
        for (number, fault) in began {
            if case .weights(let old, let new) = fault.kind { route53?.setByHand(old: old, new: new, at: moment) }
            guard let change = FleetFault(fault.kind) else { continue }
            for side in fault.sides { fleets[side].begin(change, number: number, at: moment) }
        }
        for (number, fault) in ended where FleetFault(fault.kind) != nil {
            for side in fault.sides { fleets[side].end(number: number, at: moment) }
        }
    }

    private mutating func serveRequests(at moment: Moment) {
        guard let answered = route53?.answered(at: moment), var curve, var resolvers, var mills else { return }
        if answered > share { faults.shareRose(at: moment) }
        share = answered
        let rate = curve.rate(at: moment) * faults.traffic(at: moment)
        let split = resolvers.step(at: moment, seconds: World.step, rate: rate, share: answered)
        for side in Side.allCases {
            feel(Double(split[side]) * 60 / World.step, on: side)
            mills[side].serve(split[side], by: targets(side, at: moment), into: &totals[side])
        }
        (self.curve, self.resolvers, self.mills) = (curve, resolvers, mills)
    }

    private mutating func eatJobs(at moment: Moment) {
        guard queue != nil else { return }
        let able = Sides(old: fleets.old.capacity, new: fleets.new.capacity)
        let done = queue?.step(
            at: moment, seconds: World.step, capacity: able, cronSides: faults.cronSides(at: moment))
        jobsDone += done.map { $0.old + $0.new } ?? 0
        for side in Side.allCases { feel(Double(done?[side] ?? 0) * 60 / World.step, on: side) }
    }

    private mutating func feel(_ perMinute: Double, on side: Side) {
        load[side] += (perMinute - load[side]) * World.step / 60
    }

    // MARK: Targets

    private mutating func targets(_ side: Side, at moment: Moment) -> [ServingTarget] {
        let serving = fleets[side].serving
        guard !serving.isEmpty else { return [] }
        let fleet = side == .old ? model.old : model.new
        let use = load[side] / (Double(serving.count) * fleet.capacity)
        let effect = faults.effect(on: side, at: moment)
        let usual = (model.traffic?.serverErrors ?? 0) / 100
        return serving.map { member in
            let age = moment.seconds(since: member.readyAt)
            let cold = age < fleet.warmUp ? 1 + (fleet.coldFactor - 1) * (1 - age / fleet.warmUp) : 1
            return ServingTarget(
                weight: 1, factor: Float(Self.slowing(atUse: use) * cold), faultFactor: Float(effect.latency),
                errors: min(1, usual + Self.overflow(atUse: use)),
                faultErrors: min(1, effect.errors + member.badPercent / 100),
                failure: member.badPercent > 0 && member.endsByCrash ? .balancer502 : .target5xx)
        }
    }

    /// The factor on latency at a part of the capacity: little up to a half, more than 2 at the whole.
    static func slowing(atUse use: Double) -> Double {
        let use = min(1, max(0, use))
        return 1 / (1 - 0.6 * use * use * use)
    }

    /// The part of the requests that exceeds the capacity.
    static func overflow(atUse use: Double) -> Double { use > 1 ? 1 - 1 / use : 0 }

    // MARK: The end of a minute

    /// Passes the finished minute to CloudWatch, and starts the next.
    mutating func publish(_ minute: Minute, to cloudWatch: inout SimulatedCloudWatch) {
        var harm = Harm()
        for side in Side.allCases {
            var values = gauges[side].metrics(hasTargets: model.traffic != nil, side: side)
            if model.traffic != nil { values.merge(totals[side].metrics) { first, _ in first } }
            cloudWatch.record(
                minute, service: model.name, side: side, values: values, isBalanced: model.traffic != nil)
            harm += totals[side].harmed
            totals[side].reset()
            gauges[side] = FleetGauges()
        }
        if let queue {
            // No job fails here.
            let values: [Metric: Double] = [
                .queueAge: queue.age, .queueDepth: Double(queue.reading.visible), .queueReceived: Double(jobsDone),
                .queueDeleted: Double(jobsDone),
            ]
            cloudWatch.record(minute, service: model.name, side: nil, values: values, isBalanced: false)
            jobsDone = 0
        }
        if harm.total > 0 {
            harmed.append((minute, harm))
            if harmed.count > Self.memory { harmed.removeFirst(harmed.count - Self.memory) }
        }
    }

    /// The harm of the faults from `start` on, before `end`.
    func harm(from start: Minute, to end: Minute) -> Harm {
        harmed.filter { $0.minute >= start && $0.minute < end }.reduce(Harm()) { $0 + $1.harm }
    }
}

extension Fault {
    /// The affected sides.
    var sides: [Side] { side.map { [$0] } ?? Side.allCases }
}
