import AWS
import Model

/// Reads the health that Route 53 evaluates for alias records: that of the load balancers' target groups.
struct BalancerHealthReader {
    let sender: any RequestSender
    let deadline: ContinuousClock.Instant

    private struct Reading {
        var dnsName: RecordName?
        var health: RecordHealth
    }

    /// Fills in the known health of each side's records.
    func fill(
        _ found: inout [String: Result<CurrentSplit, StandingFault>], _ services: [ServiceConfiguration]
    ) async {
        var names: [String] = []
        for service in services {
            guard case .success(.records(let records)) = found[service.name] else { continue }
            for side in Side.allCases where records.pairs.contains(where: { $0[side].isEvaluated }) {
                guard let name = service[side].loadBalancerName, !names.contains(name) else { continue }
                names.append(name)
            }
        }
        let readings = await readings(names)
        for service in services {
            guard case .success(.records(var records)) = found[service.name] else { continue }
            for pair in records.pairs {
                for side in Side.allCases {
                    let reading = service[side].loadBalancerName.flatMap { readings[$0] }
                    judge(pair[side], side, service[side].loadBalancerName, reading, &records)
                }
            }
            found[service.name] = .success(.records(records))
        }
    }

    private func judge(
        _ record: CurrentRecord, _ side: Side, _ balancer: String?, _ reading: Reading?,
        _ records: inout CurrentRecords
    ) {
        var health = RecordHealth.unwatched
        if record.isEvaluated {
            health = reading?.health ?? .unknown("its load balancer is not in the configuration")
            if let balancer, let name = reading?.dnsName, let target = record.target, !Self.leads(target, to: name) {
                let words = "\(record.type) of \(side.rawValue) leads to \(target), not to \(balancer)"
                records.warnings.append(PlanWarning(.elsewhere, words))
                health = .unknown("it leads to \(target), whose health was not asked")
            }
        }
        if let check = record.healthCheck, health.countsAsHealthy {
            health = .unknown("its health check \(check) was not asked")
        }
        records.health[CurrentRecords.SideOfType(type: record.type, side: side)] = health
    }

    /// `dualstack.` before a load balancer's name leads to the same one, by IPv4 and IPv6 (ELBv2 user guide).
    private static func leads(_ target: RecordName, to name: RecordName) -> Bool {
        target == name || target == RecordName("dualstack.\(name)")
    }

    // MARK: Questions

    private func readings(_ names: [String]) async -> [String: Reading] {
        guard !names.isEmpty else { return [:] }
        var readings: [String: Reading] = [:]
        do throws(AWSError) {
            let balancers = try await sender.elasticLoadBalancing.loadBalancers(names: names, deadline: deadline)
            for name in balancers.missing {
                readings[name] = Reading(health: .unknown("load balancer \(name) does not exist"))
            }
            for balancer in balancers.values {
                let health = await health(of: balancer.arn)
                readings[balancer.name] = Reading(dnsName: balancer.dnsName.map { RecordName($0) }, health: health)
            }
        } catch {
            for name in names { readings[name] = Reading(health: .unknown(error.sentence)) }
        }
        return readings
    }

    private func health(of balancer: String) async -> RecordHealth {
        do throws(AWSError) {
            let balancing = sender.elasticLoadBalancing
            var groups: [TargetGroupHealth] = []
            for group in try await balancing.targetGroups(loadBalancerARN: balancer, deadline: deadline) {
                let targets = try await balancing.targetHealth(targetGroupARN: group.arn, deadline: deadline)
                let healthy = targets.count { $0.isHealthy }
                groups.append(
                    TargetGroupHealth(
                        name: group.name, registered: targets.count, healthy: healthy,
                        failover: try await failover(of: group.arn)))
            }
            return .ofBalancer(groups)
        } catch {
            return .unknown(error.sentence)
        }
    }
    /// When the load balancer counts as unhealthy because of that target group. Who may not ask gets the standard, which
    /// few change.
    private func failover(of group: String) async throws(AWSError) -> DNSFailover {
        do throws(AWSError) {
            return try await sender.elasticLoadBalancing.attributes(targetGroupARN: group, deadline: deadline)
                .dnsFailover
        } catch {
            guard error.kind == .accessDenied else { throw error }
            return .standard
        }
    }
}

extension CurrentRecord {
    /// Whether Route 53 evaluates the health of what the alias leads to.
    fileprivate var isEvaluated: Bool { target != nil && evaluatesTarget }
}

extension StandingPair {
    fileprivate subscript(side: Side) -> CurrentRecord { side == .old ? old : new }
}

extension ServiceConfiguration {
    fileprivate subscript(side: Side) -> SideConfiguration { side == .old ? old : new }
}
