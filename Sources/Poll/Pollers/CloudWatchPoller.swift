package import AWS
package import Model
import Synchronization

/// Reads the metrics of all services and both sides with one batched request each minute.
///
/// The first request covers three hours. Later ones read the last minutes again, because CloudWatch revises them, and
/// cover any gap since the last stored response. Every ten minutes one request reaches back half an hour, because
/// CloudWatch has been seen to complete a minute ten minutes late. That costs no call more: a call takes 500 metrics and
/// 100,800 points (CloudWatch API, GetMetricData).
package final class CloudWatchPoller: SourcePoller {
    package let source = Source.cloudWatch
    private let configuration: Configuration
    private let sender: any RequestSender
    private let resolution: BalancerResolution
    private let memory = Mutex(Memory())

    private struct Memory {
        /// Queries whose three hours are in the store. A resource that is found later has its past read then.
        var filled: Set<String> = []
        /// Queries whose three hours were answered, and when. They count as filled once this is stored.
        var answered: (ids: Set<String>, at: Moment)?
        /// Queries whose metric is published every five minutes.
        var coarse: Set<String> = []
        /// When a request last reached back for late points.
        var lateAt: Moment?
    }

    /// Minutes of the first request. Calls that start within three hours have the higher quota (CloudWatch quotas,
    /// GetMetricData).
    static let fill = 180
    /// Minutes of every request: five settled ones, two unsettled ones, and one in reserve.
    static let again = 8
    /// Minutes of a request for late points, and the seconds between two of them. So each minute is read for the last
    /// time at an age of twenty to thirty minutes.
    static let late = (minutes: 30, pace: 600.0)

    package init(configuration: Configuration, sender: any RequestSender, resolution: BalancerResolution) {
        self.configuration = configuration
        self.sender = sender
        self.resolution = resolution
    }

    package func poll(_ context: PollContext, deadline: ContinuousClock.Instant) async -> PollResult {
        let balancers = await resolution.balancers(at: context.now, deadline: deadline)
        let plan = MetricQueryPlan(
            configuration: configuration.adding(context.targetGroups), balancers: balancers,
            deadLetterQueues: context.deadLetterQueues)
        var answer = PollResult()
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
        let isLate = memory.withLock { memory in
            memory.lateAt.map { context.now.seconds(since: $0) >= Self.late.pace } ?? true
        }
        let window = Self.window(
            at: context.now, readAt: isFill ? nil : context.metricsReadAt,
            reach: isLate ? Self.late.minutes : Self.again)
        do throws(AWSError) {
            let data = try await sender.cloudWatch.metricData(
                queries: plan.queries, start: window.lowerBound.start, end: window.upperBound.start, deadline: deadline)
            let coarse = memory.withLock { memory in
                if isFill { memory.coarse = Self.coarseQueries(of: plan, in: data) }
                if isFill { memory.answered = (Self.answered(ids, in: data), context.now) }
                if isFill || isLate { memory.lateAt = context.now }
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

    /// The minutes to request, without the current one.
    ///
    /// - Parameter reach: How many minutes before the last reading are read again.
    static func window(at now: Moment, readAt: Moment?, reach: Int = again) -> Range<Minute> {
        let end = now.minute
        let earliest = end.advanced(by: -fill)
        guard let readAt else { return earliest..<end }
        return max(earliest, min(readAt.minute, end).advanced(by: -reach))..<end
    }

    /// All except those with a partial or temporarily failed result. A denied query is not helped by more requests.
    private static func answered(_ ids: Set<String>, in data: MetricData) -> Set<String> {
        ids.filter { ![.partialData, .internalError, .malformed].contains(data.results[$0]?.status) }
    }

    /// The EC2 metrics whose points are all at least five minutes apart.
    static func coarseQueries(of plan: MetricQueryPlan, in data: MetricData) -> Set<String> {
        Set(
            plan.queries.filter { $0.namespace == "AWS/EC2" }.map(\.id).filter { id in
                guard let times = data.results[id]?.timestamps, times.count >= 3 else { return false }
                return zip(times, times.dropFirst()).allSatisfy { $1.seconds(since: $0) >= 300 }
            })
    }
}
