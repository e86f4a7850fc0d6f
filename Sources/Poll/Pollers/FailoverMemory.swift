import AWS
import Model
import Synchronization

/// The target groups' settings for DNS failover, each read once in a quarter of an hour: one call for a target group.
///
/// Where they may not be read, the standard counts until the next reading; the topology says what is denied. After any
/// other failure the last reading counts, and the next poll asks again.
final class FailoverMemory: Sendable {
    private struct Reading {
        var failover: DNSFailover
        var at: Moment
    }

    /// By the target group's ARN.
    private let readings = Mutex<[String: Reading]>([:])
    private static let lifetime = 900.0

    /// The settings of these target groups that are not the standard, by ARN.
    func own(
        _ arns: [String], at now: Moment, _ sender: any RequestSender, deadline: ContinuousClock.Instant
    ) async -> [String: DNSFailover] {
        let due = readings.withLock { readings in
            arns.filter { arn in readings[arn].map { now.seconds(since: $0.at) >= Self.lifetime } ?? true }
        }
        let read = await concurrently(due, limit: 4) { arn in
            let found = await result { () throws(AWSError) in
                try await sender.elasticLoadBalancing.attributes(targetGroupARN: arn, deadline: deadline).dnsFailover
            }
            return (arn, found)
        }
        return readings.withLock { readings in
            for (arn, outcome) in read {
                switch outcome {
                case .success(let failover): readings[arn] = Reading(failover: failover, at: now)
                case .failure(let error) where error.kind == .accessDenied:
                    readings[arn] = Reading(failover: readings[arn]?.failover ?? .standard, at: now)
                case .failure: break
                }
            }
            let known = arns.withoutRepeats().map { ($0, readings[$0]?.failover ?? .standard) }
            return Dictionary(uniqueKeysWithValues: known).filter { $0.value != .standard }
        }
    }
}
