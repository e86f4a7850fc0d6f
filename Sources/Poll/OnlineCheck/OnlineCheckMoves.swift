import AWS
import Model

// The row about writing: nothing is written, so only IAM can say whether it would be allowed.
extension OnlineCheck {
    /// What moving a service's weights needs.
    struct Need: Sendable {
        var action: String
        var resource: String
        /// What a policy's conditions may ask of the change.
        var context: [(key: String, values: [String])] = []

        /// A change of records (Service Authorization Reference, Amazon Route 53: its condition keys).
        static func records(_ call: String, zone: String, name: String, types: [String], partition: Partition) -> Need {
            let prefix = "route53:\(call)"
            return Need(
                action: "route53:\(call)", resource: "arn:\(partition.rawValue):route53:::hostedzone/\(zone)",
                context: [
                    ("\(prefix)NormalizedRecordNames", [RecordName(name).description]),
                    ("\(prefix)RecordTypes", types.isEmpty ? ["A"] : types), ("\(prefix)Actions", ["UPSERT"]),
                ])
        }
    }

    /// Says whether the caller may move the weights, as far as that can be known without moving them.
    func moveRow(_ service: ServiceConfiguration, _ need: Need, caller: String?) async -> Row {
        let thing = "\(service.name): moving weights"
        let untried = "moving weights was not tried; it needs \(need.action) on \(need.resource)"
        guard let principal = caller.flatMap(IAM.principal) else {
            return Row(thing: thing, call: need.action, answer: .untried, words: untried)
        }
        let question = IAM.Question(
            principal: principal, action: need.action, resource: need.resource, context: need.context)
        let decision = await result { () throws(AWSError) in
            try await sender.iam.simulate(question, deadline: deadline)
        }
        switch decision {
        case .failure(let error):
            let why =
                error.kind == .accessDenied
                ? "with \(error.action) IAM would say whether it is allowed" : "IAM does not say: \(error.sentence)"
            return Row(thing: thing, call: need.action, answer: .untried, words: "\(untried) (\(why))")
        case .success(let decision):
            return row(thing, need, decision, untried, isWanted: (service.rollout?.mode ?? .observe) != .observe)
        }
    }

    /// - Parameter isWanted: Whether the service's plan moves weights. Who only watches needs no such right.
    private func row(
        _ thing: String, _ need: Need, _ decision: IAM.Decision, _ untried: String, isWanted: Bool
    ) -> Row {
        if decision.word == .allowed {
            return Row(
                thing: thing, call: need.action, answer: .ok, words: "allowed, as IAM simulates it; nothing was moved")
        }
        guard decision.missing.isEmpty else {
            let keys = decision.missing.joined(separator: ", ")
            return Row(
                thing: thing, call: need.action, answer: .untried,
                words: "\(untried); a policy makes it depend on \(keys)")
        }
        let how = decision.word == .explicitDeny ? "a policy forbids it (explicit deny)" : "no policy allows it"
        let words = "\(how), as IAM simulates it: \(need.action) on \(need.resource)"
        return isWanted
            ? Row(thing: thing, call: need.action, answer: .denied, words: words)
            : Row(
                thing: thing, call: need.action, answer: .untried,
                words: "\(words); abreast can only watch, and not roll back")
    }

    // MARK: The region

    /// A row when nothing that a region has was found in the configured one; `nil` otherwise.
    ///
    /// - Parameter targets: The names that the services' records lead to; a load balancer's has its region in it.
    func regionRow(_ rows: [Row], region: String, targets: [String]) -> Row? {
        let services = ["elasticloadbalancing:", "autoscaling:", "ecs:", "sqs:"]
        let regional = rows.filter { row in services.contains { row.call.hasPrefix($0) } }
        guard !regional.isEmpty, regional.allSatisfy({ $0.answer == .missing }) else { return nil }
        let others = Set(targets.compactMap { BalancerDNS($0)?.region }).subtracting([region]).sorted()
        let place = others.isEmpty ? "" : "; its records lead to load balancers in \(others.joined(separator: ", "))"
        return Row(
            thing: "region \(region)", call: "", answer: .missing, words: "nothing of this stands in \(region)\(place)")
    }
}
