package import AWS
package import Model
import Store
import Synchronization

/// Reads ECS services, ten a call, and their tasks, a hundred a call. ListTasks takes one service a call.
///
/// Stopped tasks are described once, since ECS shows them for about an hour and they no longer change. A service whose
/// tasks end again and again may have more than a thousand of them, a hundred a call: where there are more than two
/// hundred, they are listed once a minute only, and at most two thousand. Task definitions never change and are read once,
/// and only where a task has several containers to choose from.
package final class ECSPoller: SourcePoller {
    package let source = Source.ecs
    private let sender: any RequestSender
    private let clusters: [(cluster: String, services: [(side: ServiceSide, name: String)])]
    private let memory = Mutex(Memory())

    private struct Memory {
        var definitions: [String: TaskDefinition] = [:]
        /// Tasks whose end was reported, as long as ECS lists them.
        var stopped: [ServiceSide: Set<String>] = [:]
        /// The last listing of stopped tasks, of services with many: by cluster and service.
        var longListings: [String: (arns: [String], at: Moment)] = [:]
        /// Ids of the reported messages of the service, by side; absent before the first poll.
        var messages: [ServiceSide: Set<String>] = [:]
    }

    /// Seconds of messages read at the first poll. Older ones are in the store or of no use.
    private static let history = 3600.0
    private static let width = 4
    /// From how many on stopped tasks are listed less often, how many are listed at most, and the seconds between two
    /// such listings.
    private static let stopped = (many: 200, most: 2000, pace: 60.0)

    package init(configuration: Configuration, sender: any RequestSender) {
        self.sender = sender
        var order: [String] = []
        var byCluster: [String: [(side: ServiceSide, name: String)]] = [:]
        for (side, configured) in configuration.sides {
            guard let ecs = configured.ecs else { continue }
            // By its name, so that a cluster written in two ways is read once.
            let cluster = Self.name(ecs.cluster)
            if byCluster[cluster] == nil { order.append(cluster) }
            byCluster[cluster, default: []].append((side, Self.name(ecs.service)))
        }
        clusters = order.map { ($0, byCluster[$0] ?? []) }
    }

    /// The name of a cluster or service that is configured by name or ARN.
    static func name(_ text: String) -> String { ARN(text)?.name ?? text }

    package func poll(_ context: PollContext, deadline: ContinuousClock.Instant) async -> PollResult {
        let answers = await concurrently(clusters, limit: Self.width) { cluster, services in
            await self.poll(cluster, services, context, deadline)
        }
        var whole = PollResult()
        for answer in answers {
            whole.parts.merge(answer.parts) { first, _ in first }
            whole.events += answer.events
            whole.answered = whole.answered || answer.answered
            for problem in answer.problems { whole.add(problem: problem) }
        }
        return whole
    }

    private func poll(
        _ cluster: String, _ wanted: [(side: ServiceSide, name: String)], _ context: PollContext,
        _ deadline: ContinuousClock.Instant
    ) async -> PollResult {
        var answer = PollResult()
        let found: ECS.Answer<ECSService>
        do throws(AWSError) {
            found = try await sender.ecs.services(cluster: cluster, names: wanted.map(\.name), deadline: deadline)
        } catch {
            return .failed(error.sentence)
        }
        var present: [(side: ServiceSide, service: ECSService)] = []
        for (side, name) in wanted {
            do throws(AWSError) {
                present.append((side, try found.service(name, of: cluster)))
            } catch {
                answer.add(problem: error.sentence)
            }
        }
        answer.answered = !present.isEmpty
        var listings = await list(present.map(\.service.name), in: cluster, context.now, deadline, &answer)
        let tasks = await describe(&listings, in: cluster, present, deadline, &answer)
        for (side, service) in present {
            read(side, service, listings[service.name], tasks, context.now, &answer)
        }
        return answer
    }

    /// ARNs of one service's tasks: those that run, and those that are stopping or have stopped.
    private struct Listing: Sendable {
        var running: [String]
        var stopped: [String]
    }

    private func list(
        _ services: [String], in cluster: String, _ now: Moment, _ deadline: ContinuousClock.Instant,
        _ answer: inout PollResult
    ) async -> [String: Listing] {
        let questions = services.withoutRepeats().flatMap { name in
            [ECS.DesiredStatus.running, .stopped].map { (name, $0) }
        }
        let outcomes = await concurrently(questions, limit: Self.width) { name, status in
            let outcome = await result { () throws(AWSError) in
                status == .running
                    ? try await self.sender.ecs.taskARNs(cluster: cluster, service: name, deadline: deadline)
                    : try await self.stopped(name, in: cluster, now, deadline)
            }
            return (name, status, outcome)
        }
        var listings: [String: Listing] = [:]
        var failed: Set<String> = []
        for (name, status, outcome) in outcomes {
            switch outcome {
            case .success(let arns):
                var listing = listings[name] ?? Listing(running: [], stopped: [])
                if status == .running { listing.running = arns } else { listing.stopped = arns }
                listings[name] = listing
            case .failure(let error):
                failed.insert(name)
                answer.add(problem: error.sentence)
            }
        }
        for name in failed { listings[name] = nil }
        return listings
    }

    /// The ARNs of the tasks that stop or have stopped. Of many, those of the last listing, for a minute.
    private func stopped(
        _ service: String, in cluster: String, _ now: Moment, _ deadline: ContinuousClock.Instant
    ) async throws(AWSError) -> [String] {
        let key = "\(cluster)/\(service)"
        if let last = memory.withLock({ $0.longListings[key] }),
            (0..<Self.stopped.pace).contains(now.seconds(since: last.at))
        {
            return last.arns
        }
        let arns = try await sender.ecs.taskARNs(
            cluster: cluster, service: service, desiredStatus: .stopped, most: Self.stopped.most, deadline: deadline)
        memory.withLock { $0.longListings[key] = arns.count > Self.stopped.many ? (arns, now) : nil }
        return arns
    }

    private func describe(
        _ listings: inout [String: Listing], in cluster: String, _ present: [(side: ServiceSide, service: ECSService)],
        _ deadline: ContinuousClock.Instant, _ answer: inout PollResult
    ) async -> [String: ECSTask]? {
        let known = memory.withLock { $0.stopped.values.reduce(into: Set()) { $0.formUnion($1) } }
        let arns = listings.keys.sorted().flatMap { name -> [String] in
            guard let listing = listings[name] else { return [] }
            return listing.running + listing.stopped.filter { !known.contains($0) }
        }
        guard !arns.isEmpty else { return [:] }
        do throws(AWSError) {
            let found = try await sender.ecs.tasks(cluster: cluster, arns: arns, deadline: deadline)
            // A missing task has ended and been forgotten since it was listed.
            for failure in found.failures where failure.reason != .missing {
                answer.add(problem: "a task in cluster \(cluster) cannot be read: \(failure.words)")
            }
            // Tasks that cannot be read are not gone. Without them the counts would lie, so their services have none.
            for odd in found.odd { answer.add(problem: "in cluster \(cluster) \(odd.sentence)") }
            let isOdd = { (arn: String) in found.odd.contains { $0.mayBe(arn) } }
            let unread = Set(arns).subtracting(found.values.map(\.arn)).filter(isOdd)
            for (name, listing) in listings
            where (listing.running + listing.stopped).contains(where: unread.contains) {
                listings[name] = nil
            }
            let tasks = found.values
            let byARN = Dictionary(tasks.map { ($0.arn, $0) }, uniquingKeysWith: { first, _ in first })
            for (_, service) in present {
                let own = listings[service.name].map { $0.running + $0.stopped } ?? []
                let unclear = own.compactMap { byARN[$0] }.filter { TaskVersion.needsDefinition($0, service: service) }
                try await learn(unclear.compactMap(\.taskDefinitionARN).withoutRepeats(), deadline)
            }
            return byARN
        } catch {
            answer.add(problem: error.sentence)
            return nil
        }
    }

    private func learn(_ arns: [String], _ deadline: ContinuousClock.Instant) async throws(AWSError) {
        let known = memory.withLock { $0.definitions }
        for arn in arns where known[arn] == nil {
            let definition = try await sender.ecs.taskDefinition(arn, deadline: deadline)
            memory.withLock { $0.definitions[arn] = definition }
        }
    }

    private func read(
        _ side: ServiceSide, _ service: ECSService, _ listing: Listing?, _ tasks: [String: ECSTask]?, _ now: Moment,
        _ answer: inout PollResult
    ) {
        memory.withLock { memory in
            let reader = ECSReader(side: side, service: service, definitions: memory.definitions)
            var members: [ECSTask]?
            if let listing, let tasks {
                let leaving = listing.stopped.compactMap { tasks[$0] }
                members = listing.running.compactMap { tasks[$0] } + leaving.filter { !$0.hasStopped }
                // One that is still stopping has no exit codes yet and is described again.
                let known = memory.stopped[side] ?? []
                let ended = leaving.filter { $0.hasStopped && !known.contains($0.arn) }
                answer.events += reader.stopped(ended, at: now)
                memory.stopped[side] = known.union(ended.map(\.arn)).intersection(listing.stopped)
            }
            answer.parts[side] = .tasks(reader.part(tasks: members))
            let seen = memory.messages[side]
            answer.events += reader.messages(
                after: seen ?? [], since: seen == nil ? now - Self.history : Moment(milliseconds: 0))
            memory.messages[side] = Set(service.events.map(\.id))
        }
    }
}
