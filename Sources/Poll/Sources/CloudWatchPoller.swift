package import AWS
package import Model
import Synchronization

/// Reads the metrics of all services and both sides with one batched question, each minute.
///
/// The first question reaches three hours back, later ones read the last minutes again, because CloudWatch revises
/// them, and reach over any gap since the last answer that was stored.
package final class CloudWatchPoller: SourcePoller {
    package let source = Source.cloudWatch
    private let configuration: Configuration
    private let sender: any RequestSender
    private let resolution: BalancerResolution
    private let memory = Mutex(Memory())

    private struct Memory {
        /// Queries whose whole reach is in the store: a name that is found later has its past read then.
        var filled: Set<String> = []
        /// Those whose whole reach was answered, and when it was asked: they are filled once that is stored.
        var answered: (ids: Set<String>, at: Moment)?
        /// Queries whose metric was found to come every five minutes.
        var coarse: Set<String> = []
    }

    /// Minutes that the first question reaches back; calls that start within three hours have the higher quota
    /// (CloudWatch quotas, GetMetricData).
    static let fill = 180
    /// Minutes that every question reaches back: five settled ones, two that are not, and one to be late.
    static let again = 8

    package init(configuration: Configuration, sender: any RequestSender, resolution: BalancerResolution) {
        self.configuration = configuration
        self.sender = sender
        self.resolution = resolution
    }

    package func poll(_ context: PollContext, deadline: ContinuousClock.Instant) async -> PollAnswer {
        let balancers = await resolution.balancers(at: context.now, deadline: deadline)
        let plan = MetricQueryPlan(configuration: configuration, balancers: balancers)
        var answer = PollAnswer()
        for problem in balancers.problems { answer.add(problem: problem) }
        let ids = Set(plan.queries.map(\.id))
        let isFill = memory.withLock { memory in
            guard let readAt = context.metricsReadAt else { return true }
            if let answered = memory.answered, readAt >= answered.at {
                memory.filled.formUnion(answered.ids)
                memory.answered = nil
            }
            return !memory.filled.isSuperset(of: ids)
        }
        let window = Self.window(at: context.now, readAt: isFill ? nil : context.metricsReadAt)
        do throws(AWSError) {
            let data = try await sender.cloudWatch.metricData(
                queries: plan.queries, start: window.lowerBound.start.seconds, end: window.upperBound.start.seconds,
                deadline: deadline)
            let coarse = memory.withLock { memory in
                if isFill { memory.coarse = Self.coarseQueries(of: plan, in: data) }
                if isFill { memory.answered = (Self.answered(ids, in: data), context.now) }
                return memory.coarse
            }
            let reader = MetricReader(plan: plan, data: data, now: context.now, coarse: coarse)
            answer.samples = reader.samples(in: window)
            answer.newestMinute = reader.newestRequests
            answer.answered = true
            for problem in MetricReader.problems(of: data, asked: plan.queries) { answer.add(problem: problem) }
        } catch {
            answer.add(problem: error.sentence)
        }
        return answer
    }

    /// The minutes to ask for: up to the one that is still running, which is left out.
    static func window(at now: Moment, readAt: Moment?) -> Range<Minute> {
        let end = now.minute
        let earliest = end.advanced(by: -fill)
        guard let readAt else { return earliest..<end }
        return max(earliest, min(readAt.minute, end).advanced(by: -again))..<end
    }

    /// All but those that are told in part or failed for now; one that is denied is not told by asking for more.
    private static func answered(_ ids: Set<String>, in data: MetricData) -> Set<String> {
        ids.filter { ![.partialData, .internalError].contains(data.results[$0]?.status) }
    }

    /// The EC2 metrics whose points all stand at least five minutes apart.
    static func coarseQueries(of plan: MetricQueryPlan, in data: MetricData) -> Set<String> {
        Set(
            plan.queries.filter { $0.namespace == "AWS/EC2" }.map(\.id).filter { id in
                guard let times = data.results[id]?.timestamps, times.count >= 3 else { return false }
                return zip(times, times.dropFirst()).allSatisfy { $1 - $0 >= 300 }
            })
    }
}
