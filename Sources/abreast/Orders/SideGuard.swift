import AWS
import Model
import Poll
import Store

/// Refuses to move traffic by a configuration whose sides are not what stands in AWS.
///
/// A roll back sends everything to what the file calls old. What cannot be seen refuses nothing and is said once. What is
/// vouched for in the file refuses nothing either, and is said with its reason.
enum SideGuard {
    /// How old what a poller has read may be, in seconds. A poller reads it every ``TopologyReading/pace`` seconds.
    private static let bound = 2 * TopologyReading.pace

    /// Asks AWS about the configuration's services.
    static func findings(
        _ configuration: Configuration, sender: any RequestSender, within limit: Duration
    ) async -> SideFindings {
        let reader = TopologyReader(configuration: configuration, sender: sender, sidesOnly: true)
        let layouts = await reader.layouts(deadline: .now + limit)
        return SideFindings(configuration, layouts.map { ($0.service, $0.warnings) })
    }

    /// The same by what a poller has read lately. Only for services that none has read, AWS is asked.
    static func findings(
        _ configuration: Configuration, board: Board?, sender: any RequestSender, within limit: Duration
    ) async -> SideFindings {
        let (known, unread) = known(configuration, configuration.services.map(\.name), board)
        guard known.failure == nil, !unread.services.isEmpty else { return known }
        return known.joined(await findings(unread, sender: sender, within: limit))
    }

    /// Throws when something stands against these services' sides: by what a poller has read lately, or else by asking
    /// AWS for at most `limit`. Returns what does not refuse and has to be said.
    static func check(
        _ configuration: Configuration, _ services: [String], board: Board?, within limit: Duration
    ) throws -> SideFindings {
        let (known, unread) = known(configuration, services, board)
        if let failure = known.failure { throw failure }
        return unread.services.isEmpty ? known : known.joined(try check(unread, within: limit))
    }

    /// What a poller has read of these services lately, and the configuration of those of which none has.
    private static func known(
        _ configuration: Configuration, _ services: [String], _ board: Board?
    ) -> (SideFindings, unread: Configuration) {
        let known = (board?.services ?? []).filter { service in
            guard let board, let layout = service.layout, services.contains(service.name) else { return false }
            return board.takenAt.seconds(since: layout.readAt) < bound
        }
        var unread = configuration
        unread.services.removeAll { service in
            !services.contains(service.name) || known.contains { $0.name == service.name }
        }
        return (SideFindings(configuration, known.map { ($0.name, $0.layout?.value.warnings ?? []) }), unread)
    }

    /// The same for all services, by asking AWS.
    static func check(_ configuration: Configuration, within limit: Duration) throws -> SideFindings {
        // An order may come from a shell that has no way to AWS, while the poller has one.
        guard let client = try? AWSClient(settings: Polling.settings(configuration)) else {
            return SideFindings(configuration, [])
        }
        let findings = try waiting {
            let findings = await Self.findings(configuration, sender: client, within: limit)
            await client.shutdown()
            return findings
        }
        if let failure = findings.failure { throw failure }
        return findings
    }
}

/// What AWS shows about the sides of a configuration: what refuses, and what is only said.
struct SideFindings: Sendable {
    /// Why nothing may move; `nil` when nothing stands against the sides, or the file vouches for them.
    let failure: Failure?
    /// What cannot be seen, and what is vouched for against the evidence.
    private(set) var remarks: [Remark] = []

    /// One sentence about the sides of one service.
    struct Remark: Sendable, Hashable {
        var service: String
        var words: String
    }

    /// - Parameter warnings: Those of the services' topologies, of any kind.
    init(_ configuration: Configuration, _ warnings: [(service: String, warnings: [TopologyWarning])]) {
        var against: [String] = []
        for (service, found) in warnings {
            let vouched = configuration.services.first { $0.name == service }?.vouchedSides
            for warning in found {
                switch (warning.kind, vouched) {
                case (.swapped, nil): against.append("\(service): \(warning.words)")
                case (.swapped, let reason?):
                    let words = "\(warning.words) The file vouches for the sides: “\(reason)”."
                    remarks.append(Remark(service: service, words: words))
                case (.unseenSides, nil): remarks.append(Remark(service: service, words: warning.text))
                default: continue
                }
            }
        }
        failure = against.isEmpty ? nil : Self.failure(against, configuration)
    }

    /// With another configuration's findings.
    fileprivate func joined(_ other: SideFindings) -> SideFindings {
        SideFindings(failure: failure ?? other.failure, remarks: remarks + other.remarks)
    }

    private init(failure: Failure?, remarks: [Remark]) {
        self.failure = failure
        self.remarks = remarks
    }

    private static func failure(_ against: [String], _ configuration: Configuration) -> Failure {
        let file = configuration.file.map { "in \($0)" } ?? "in the configuration"
        var failure = Failure(
            against + [
                "nothing was ordered; write each thing under its own side \(file), or vouch for the sides there: "
                    + "sides: { vouched: \"why\" }."
            ], status: 2)
        failure.next = PrintedCommand(.check(online: true), for: configuration).line
        return failure
    }

    /// Prints each of them.
    func sayRemarks() { for remark in remarks { say("\(remark.service): \(remark.words)") } }

    /// Writes each of them into the pollers' log.
    func log(_ log: PollLog) {
        for remark in remarks {
            log(PollNote(.warning, .topology, [PollNote.Field(.service, remark.service)], remark.words))
        }
    }

    /// Writes those into the timeline that do not stand there yet. A store that takes no event stops nothing.
    func record(in store: some StateStore) {
        guard !remarks.isEmpty, let known = try? store.events(since: Moment(milliseconds: 0)) else { return }
        let said = Set(
            known.filter { $0.kind == .annotated }.map { Remark(service: $0.service ?? "", words: $0.reason) })
        let now = MachineClock().now()
        let events = remarks.filter { !said.contains($0) }.map { remark in
            Event(
                at: now, service: remark.service, kind: .annotated, actor: Self.actor, reason: remark.words,
                evidence: "the sides in AWS")
        }
        try? store.record(events)
    }

    private static let actor = "abreast"
}
