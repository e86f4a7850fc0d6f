package import AWS
import Model

/// A load balancer, and what it does with the requests for a host.
package struct BalancerFinding: Sendable, Equatable {
    package let balancer: LoadBalancer
    package let region: String
    /// The routes in the order in which the load balancer tries them, listener by listener; `nil` if the listeners
    /// could not be read.
    package let routes: [HostRoute]?
    /// The ARNs of the target groups that it forwards to for any host. Filled only if its listeners could not be read.
    package let anyGroups: [String]

    /// `app/name/hex`.
    package var dimension: String { ARN(balancer.arn)?.loadBalancerDimension ?? balancer.name }

    /// The routes of the listeners that clients use: those on ports 80 and 443, if one of them sends requests to targets.
    /// Otherwise those of all listeners. A listener on another port beside them, such as 8081 or 8443, is mostly for
    /// tests, and says nothing of the traffic.
    package var clientRoutes: [HostRoute] {
        let usual = (routes ?? []).filter { [80, 443, nil].contains($0.listener.port) }
        return usual.contains { !$0.targets.isEmpty } ? usual : routes ?? []
    }

    /// The routes of the other listeners that send requests to targets.
    package var testRoutes: [HostRoute] {
        let ports = clientRoutes.map(\.listener.arn)
        return (routes ?? []).filter { !ports.contains($0.listener.arn) && !$0.targets.isEmpty }
    }

    /// The clients' routes that take every request for the host that no earlier route took, and send them to targets.
    package var forwards: [HostRoute] { clientRoutes.filter { $0.isWhole && !$0.targets.isEmpty } }

    /// The ARNs of all target groups that may get requests for the host, each once.
    package var groups: [String] {
        (routes ?? []).flatMap(\.targets).map(\.targetGroupARN).withoutRepeats() + anyGroups
    }

    /// The ARNs of the target groups whose fleets matter: those that get most requests, and those among which a part is
    /// split.
    package var watchedGroups: [String] {
        let split = clientRoutes.filter { $0.targets.count > 1 }.flatMap(\.targets).map(\.targetGroupARN)
        return (mainGroups + split).withoutRepeats()
    }

    /// The ARNs of the target groups that get most requests.
    package var mainGroups: [String] {
        let main = forwards.flatMap(\.targets).map(\.targetGroupARN).withoutRepeats()
        guard main.isEmpty else { return main }
        let others = clientRoutes.flatMap(\.targets).map(\.targetGroupARN).withoutRepeats()
        return others.isEmpty ? groups : others
    }

    /// Why a listener of another port decides nothing.
    static let portsOfClients = "the ports that clients use, 80 and 443, decide"
}
