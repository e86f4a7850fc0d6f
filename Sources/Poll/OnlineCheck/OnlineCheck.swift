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
    let sender: any RequestSender
    let deadline: ContinuousClock.Instant

    package init(
        configuration: Configuration, sender: any RequestSender, pacer: RequestPacer = RequestPacer(),
        deadline: ContinuousClock.Instant
    ) {
        self.configuration = configuration
        self.sender = PacedSender(sender, pacer: pacer)
        self.deadline = deadline
    }

    /// The rows, service by service in the configuration's order; the caller's identity first, CloudWatch last.
    package func rows() async -> [Row] {
        let identity = await row("credentials", "sts:GetCallerIdentity") { () throws(AWSError) in
            let caller = try await STS(sender).getCallerIdentity(deadline: deadline)
            return (.ok, caller.arn)
        }
        // Without credentials or network, every further row would be the same.
        guard identity.answer == .ok || identity.answer == .denied else { return [identity] }
        let ofServices = await concurrently(configuration.services, limit: 4) { await rows(of: $0) }
        return [identity] + ofServices.flatMap { $0 } + [await metricsRow()]
    }

    private func rows(of service: ServiceConfiguration) async -> [Row] {
        var rows = await splitRows(service)
        for side in Side.allCases {
            let configured = side == .old ? service.old : service.new
            let name = "\(service.name) \(side.rawValue)"
            rows += await balancerRows(name, configured)
            if let group = configured.autoScalingGroup { rows += await fleetRows(name, group) }
            if let ecs = configured.ecs { rows += await ecsRows(name, ecs) }
        }
        if let queue = service.queue { rows += await queueRows(service.name, queue) }
        return rows
    }

    // MARK: Split

    private func splitRows(_ service: ServiceConfiguration) async -> [Row] {
        switch service.split {
        case nil: return []
        case .route53(let zone, let name, let types, let old, let new):
            return await recordRows(service.name, zone, ShareReader(name: name, types: types, old: old, new: new))
        case .alb(let listener, let rule, let old, let new):
            let place = rule.map { "rule \($0)" } ?? "listener \(listener)"
            let call = rule == nil ? "DescribeListeners" : "DescribeRules"
            return [
                await row("\(service.name): \(place)", "elasticloadbalancing:\(call)") { () throws(AWSError) in
                    let owner = ListenerPoller.owner(listener, rule)
                    let actions = try await owner.action(sender, deadline: deadline)?.actions
                    return actions.map { Self.answer(to: ForwardReader(old: old, new: new).reading(of: $0)) }
                        ?? (.missing, "there is no such \(rule == nil ? "listener" : "rule")")
                }
            ]
        }
    }

    private func recordRows(_ service: String, _ zone: String, _ reader: ShareReader) async -> [Row] {
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
        guard let id else { return rows }
        rows.append(
            await row("\(service): record \(reader.name)", "route53:ListResourceRecordSets") { () throws(AWSError) in
                let records = try await sender.route53.recordSets(zone: id, name: reader.name, deadline: deadline)
                var reading = reader.reading(of: records)
                try await FurtherWeights(sender: sender, zone: id)
                    .complete(&reading, reader, records, deadline: deadline)
                return Self.answer(to: reading)
            })
        return rows
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
