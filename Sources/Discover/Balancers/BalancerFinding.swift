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

    /// The routes that take every request for the host that no earlier route took, and send them to targets.
    package var forwards: [HostRoute] { (routes ?? []).filter { $0.isWhole && !$0.targets.isEmpty } }

    /// The ARNs of all target groups that may get requests for the host, each once.
    package var groups: [String] {
        (routes ?? []).flatMap(\.targets).map(\.targetGroupARN).withoutRepeats() + anyGroups
    }

    /// The ARNs of the target groups whose fleets matter: those that get most requests, and those among which a part is
    /// split.
    package var watchedGroups: [String] {
        let split = (routes ?? []).filter { $0.targets.count > 1 }.flatMap(\.targets).map(\.targetGroupARN)
        return (mainGroups + split).withoutRepeats()
    }

    /// The ARNs of the target groups that get most requests.
    package var mainGroups: [String] {
        let main = forwards.flatMap(\.targets).map(\.targetGroupARN).withoutRepeats()
        return main.isEmpty ? groups : main
    }
}
