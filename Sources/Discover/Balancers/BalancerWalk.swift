import AWS

/// Finds load balancers by their DNS names, and what they do with the requests for a host.
struct BalancerWalk {
    let walk: Walk

    /// The load balancers found, by DNS name, and what was wrong or worth noting.
    struct Result {
        var found: [BalancerDNS: BalancerFinding] = [:]
        var problems: [String] = []
        var remarks: [String] = []
    }

    /// Finds the load balancers with these DNS names, in the regions that the names contain.
    func find(_ names: [BalancerDNS], host: String) async throws(AWSError) -> Result {
        var result = Result()
        for region in names.map(\.region).withoutRepeats() {
            let wanted = names.filter { $0.region == region }
            guard let balancers = try await balancers(wanted, in: region) else {
                result.problems.append(
                    "without elasticloadbalancing:DescribeLoadBalancers nothing behind "
                        + "\(wanted.map(\.description).joined(separator: ", ")) can be seen")
                continue
            }
            for dns in wanted {
                guard let balancer = balancers.first(where: { dns.isOf($0) }) else {
                    result.problems.append(
                        "no load balancer of this account in \(region) has the name \(dns): it is another account's, or "
                            + "it is gone")
                    continue
                }
                if balancer.type != "application" {
                    result.problems.append(
                        "\(balancer.name) is a \(balancer.type ?? "strange") load balancer, which counts no requests")
                }
                result.found[dns] = try await finding(balancer, region, host, &result.remarks)
            }
        }
        return result
    }

    /// Requests each load balancer by its name. A DNS name has lost the capital letters, so a name that is not found is
    /// searched among all load balancers of the region.
    private func balancers(_ wanted: [BalancerDNS], in region: String) async throws(AWSError) -> [LoadBalancer]? {
        let balancing = try walk.sender(in: region).elasticLoadBalancing
        return try await walk.ask { () throws(AWSError) in
            var found: [LoadBalancer] = []
            for dns in wanted {
                let named = try await balancing.loadBalancers(names: [dns.name], deadline: walk.deadline).values
                guard let balancer = named.first(where: { dns.isOf($0) }) else {
                    return try await balancing.allLoadBalancers(deadline: walk.deadline)
                }
                found.append(balancer)
            }
            return found
        }
    }

    /// The load balancer with the routes for the host.
    func finding(
        _ balancer: LoadBalancer, _ region: String, _ host: String, _ remarks: inout [String]
    ) async throws(AWSError) -> BalancerFinding {
        let balancing = try walk.sender(in: region).elasticLoadBalancing
        let listeners = try await walk.ask { () throws(AWSError) in
            try await balancing.listeners(loadBalancerARN: balancer.arn, deadline: walk.deadline)
        }
        guard let listeners else {
            let groups = try await walk.ask { () throws(AWSError) in
                try await balancing.targetGroups(loadBalancerARN: balancer.arn, deadline: walk.deadline)
            }
            remarks.append(
                "the listeners of \(balancer.name) can't be read: all its target groups are taken for those of \(host)")
            return BalancerFinding(
                balancer: balancer, region: region, routes: nil, anyGroups: groups?.map(\.arn) ?? [])
        }
        var routes: [HostRoute] = []
        for listener in listeners.sorted(by: { $0.port ?? 0 < $1.port ?? 0 }) {
            let rules = try await walk.ask { () throws(AWSError) in
                try await balancing.rules(listenerARN: listener.arn, deadline: walk.deadline)
            }
            if rules == nil {
                remarks.append(
                    "the rules of \(balancer.name) can't be read: only what its listeners do by default is known")
            }
            routes += HostRoute.routes(of: listener, rules: rules, host: host)
        }
        return BalancerFinding(balancer: balancer, region: region, routes: routes, anyGroups: [])
    }
}

extension BalancerDNS {
    /// Whether it is this load balancer's name.
    func isOf(_ balancer: LoadBalancer) -> Bool {
        balancer.dnsName.flatMap { BalancerDNS($0) }?.description == description
    }
}
