package import AWS
package import Model

/// Sends each API one request for each resource in a configuration, and reports what responded, what was denied and
/// what does not exist. It writes nothing.
package struct OnlineCheck: Sendable {
    /// One line of the table.
    package struct Row: Sendable, Equatable {
        package enum Answer: String, Sendable, CaseIterable {
            case ok
            /// The caller's policies deny it. The words name the action.
            case denied
            /// The resource does not exist.
            case missing
            /// It exists, and is not what the configuration says.
            case swapped
            /// It is not what the configuration says, and the configuration vouches for it.
            case vouched
            /// Nobody can know without doing it.
            case untried
            case failed
        }

        /// The resource in the configuration, such as `api new: target group api-new`.
        package var thing: String
        /// The call as IAM spells it, such as `ecs:DescribeServices`.
        package var call: String
        package var answer: Answer
        /// What was found, or what to do.
        package var words: String

        /// What stands in AWS against a side of the configuration.
        ///
        /// - Parameter vouched: Why the configuration vouches for its sides; `nil` where it does not.
        package init(of service: String, _ conflict: SideConflict, vouched: String?) {
            (thing, call) = ("\(service): \(conflict.side.rawValue)", "")
            answer = vouched == nil ? .swapped : .vouched
            words = conflict.words + (vouched.map { "; vouched for: “\($0)”" } ?? "")
        }

        init(thing: String, call: String, answer: Answer, words: String) {
            (self.thing, self.call, self.answer, self.words) = (thing, call, answer, words)
        }
    }

    private let configuration: Configuration
    private let moves: WeightCallNames?
    let sender: any RequestSender
    let deadline: ContinuousClock.Instant

    /// - Parameter moves: The calls that move weights; `nil` when nobody asks whether they are allowed.
    package init(
        configuration: Configuration, sender: any RequestSender, moves: WeightCallNames? = nil,
        pacer: RequestPacer = RequestPacer(), deadline: ContinuousClock.Instant
    ) {
        self.configuration = configuration
        self.moves = moves
        self.sender = PacedSender(sender, pacer: pacer)
        self.deadline = deadline
    }

    /// The rows, service by service in the configuration's order; the caller's identity first, CloudWatch last.
    package func rows() async -> [Row] {
        let identity = await row("credentials", "sts:GetCallerIdentity") { () throws(AWSError) in
            (.ok, try await STS(sender).getCallerIdentity(deadline: deadline).arn)
        }
        // Without credentials or network, every further row would be the same.
        guard identity.answer == .ok || identity.answer == .denied else { return [identity] }
        let caller = identity.answer == .ok ? identity.words : nil
        let found = await concurrently(configuration.services, limit: 4) { await rows(of: $0, caller: caller) }
        let ofServices = found.flatMap(\.rows)
        let region = regionRow(ofServices, region: configuration.region, targets: found.flatMap(\.targets))
        return [identity] + ofServices + [await metricsRow()] + [region].compactMap(\.self)
    }

    /// What was found of a split: its rows, what moving its weights needs, and the names that its records lead to.
    private struct SplitFinding {
        var rows: [Row]
        var need: Need?
        var targets: [String] = []
    }

    private func rows(of service: ServiceConfiguration, caller: String?) async -> (rows: [Row], targets: [String]) {
        let split = await splitRows(service)
        var rows = split.rows
        if let need = split.need { rows.append(await moveRow(service, need, caller: caller)) }
        for side in Side.allCases {
            let configured = side == .old ? service.old : service.new
            let name = "\(service.name) \(side.rawValue)"
            rows += await balancerRows(name, configured)
            if let group = configured.autoScalingGroup { rows += await fleetRows(name, group) }
            if let ecs = configured.ecs { rows += await ecsRows(name, ecs) }
        }
        if let queue = service.queue { rows += await queueRows(service.name, queue) }
        return (rows, split.targets)
    }

    // MARK: Split

    private func splitRows(_ service: ServiceConfiguration) async -> SplitFinding {
        switch service.split {
        case nil: return SplitFinding(rows: [])
        case .route53(let zone, let name, let types, let old, let new):
            return await recordRows(service.name, zone, ShareReader(name: name, types: types, old: old, new: new))
        case .alb(let listener, let rule, let old, let new):
            return await forwardRow(service.name, listener, rule, ForwardReader(old: old, new: new))
        }
    }

    private func forwardRow(
        _ service: String, _ listener: String, _ rule: String?, _ reader: ForwardReader
    ) async -> SplitFinding {
        let place = rule.map { "rule \($0)" } ?? "listener \(listener)"
        let call = rule == nil ? "DescribeListeners" : "DescribeRules"
        let owner = ListenerPoller.owner(listener, rule)
        let found = await result { () throws(AWSError) in try await owner.action(sender, deadline: deadline) }
        let row = await row("\(service): \(place)", "elasticloadbalancing:\(call)") { () throws(AWSError) in
            if let owned = try found.get() {
                var answer = Self.answer(to: reader.reading(of: owned.actions))
                // A rule takes only what meets all of them.
                let conditions = owned.rule?.conditions.map(\.title) ?? []
                if !conditions.isEmpty { answer.1 += "; only for \(conditions.joined(separator: " and "))" }
                return answer
            }
            let rules =
                rule == nil
                ? nil
                : try await sender.elasticLoadBalancing.rules(listenerARN: listener, deadline: deadline)
            return (
                .missing,
                rules.map { "there is no such rule\($0.present)" } ?? "there is no such listener"
            )
        }
        guard let moves, let owned = try? found.get() else { return SplitFinding(rows: [row]) }
        // A listener's default rule is moved with the listener.
        let need =
            owned.rule.flatMap { $0.isDefault ? nil : $0.arn }.map {
                Need(action: "elasticloadbalancing:\(moves.rule)", resource: $0)
            } ?? Need(action: "elasticloadbalancing:\(moves.listener)", resource: listener)
        return SplitFinding(rows: [row], need: need)
    }

    private func recordRows(_ service: String, _ zone: String, _ reader: ShareReader) async -> SplitFinding {
        var id = HostedZones.asID(zone)
        var rows: [Row] = []
        if id == nil {
            let found = await result { () throws(AWSError) in
                try await HostedZones(sender: sender).id(of: zone, deadline: deadline)
            }
            id = try? found.get()
            rows.append(
                await row("\(service): zone \(zone)", "route53:ListHostedZonesByName") { () throws(AWSError) in
                    (.ok, "zone \(try found.get())")
                })
        }
        guard let id else { return SplitFinding(rows: rows) }
        let listed = await result { () throws(AWSError) in
            try await sender.route53.recordSets(zone: id, name: reader.name, deadline: deadline)
        }
        rows.append(
            await row("\(service): record \(reader.name)", "route53:ListResourceRecordSets") { () throws(AWSError) in
                let records = try listed.get()
                var reading = reader.reading(of: records)
                try await FurtherWeights(sender: sender, zone: id)
                    .complete(&reading, reader, records, deadline: deadline)
                return Self.answer(to: reading)
            })
        let records = (try? listed.get()) ?? []
        let need = moves.map {
            Need.records(
                $0.records, zone: id, name: reader.name, types: reader.types,
                partition: Partition(region: configuration.region))
        }
        return SplitFinding(
            rows: rows, need: records.isEmpty ? nil : need, targets: records.compactMap(\.target))
    }

    /// A split's weights in words. Weights that cannot be read as a percentage count as missing.
    private static func answer(to reading: ShareReading) -> (Row.Answer, String) {
        let weights = reading.weights.map { weight in
            "\(weight.type) \(weight.old.map(String.init) ?? "–")/\(weight.new.map(String.init) ?? "–")"
        }
        let words = (weights + reading.remarks).joined(separator: "; ")
        return (reading.percent == nil ? .missing : .ok, words)
    }

    // MARK: Metrics

    private func metricsRow() async -> Row {
        let resolution = BalancerResolution(configuration: configuration, sender: sender)
        let now = MachineClock().now()
        let plan = MetricQueryPlan(
            configuration: configuration, balancers: await resolution.balancers(at: now, deadline: deadline))
        return await row("\(plan.queries.count) metrics", "cloudwatch:GetMetricData") { () throws(AWSError) in
            let end = now.minute.start
            let data = try await sender.cloudWatch.metricData(
                queries: plan.queries, start: end - 600, end: end, deadline: deadline)
            let problems = MetricReader.problems(of: data, asked: plan.queries)
            let silent = plan.queries.count { data.results[$0.id]?.values.isEmpty ?? true }
            let words = "\(plan.queries.count - silent) have points in the last 10 minutes"
            let isDenied = data.results.values.contains { $0.status == .forbidden }
            return problems.isEmpty
                ? (.ok, words) : (isDenied ? .denied : .failed, problems.joined(separator: "; "))
        }
    }

    // MARK: Rows

    /// A row of a request's result. Its error decides the kind.
    func row(
        _ thing: String, _ call: String, _ question: () async throws(AWSError) -> (Row.Answer, String)
    ) async -> Row {
        do throws(AWSError) {
            let (answer, words) = try await question()
            return Row(thing: thing, call: call, answer: answer, words: words)
        } catch {
            let answer: Row.Answer =
                switch error.kind {
                case .accessDenied: .denied
                case .notFound: .missing
                default: .failed
                }
            return Row(
                thing: thing, call: error.service == nil ? call : error.action, answer: answer, words: error.sentence)
        }
    }
}
