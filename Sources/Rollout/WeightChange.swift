// The room Rollout is the only one that may move traffic. It makes the plan: what each step would send, what Route 53
// would then answer, and where this differs from the step. It also carries out the rollout: operators' orders and the
// plan's steps, one claimed step at a time. Only this file names the calls that change a weight, and only
// `StepExecutor` sends them. It may import Model, Store and AWS. It neither prints nor ends the process.

package import AWS
package import Model

/// One step of one service as a request to AWS: all weights in one request, and nothing but weights.
package struct WeightChange: Sendable {
    /// The API calls that change a weight.
    package enum Call: String, Sendable, CaseIterable {
        case records = "ChangeResourceRecordSets"
        case listener = "ModifyListener"
        case rule = "ModifyRule"
    }

    /// The two weights of one record type, or of the forward action, before and after.
    package struct Move: Sendable, Equatable {
        /// `A`, `AAAA`, `CNAME` or `forward`.
        package let type: String
        package let from: WeightPair
        package let to: WeightPair
    }

    package let moves: [Move]
    /// The request, neither signed nor sent. It is sent once, without automatic retries: between two attempts others
    /// may have changed the weights, and an operator may have paused.
    package let request: AWSRequest
    /// The change as input of the `aws` program: a change batch, or the list of actions.
    package let document: JSONValue
    /// The same request as a line for a shell, with the `aws` program.
    package let commandLine: String

    /// Whether every weight already has its new value.
    package var isNothing: Bool { moves.allSatisfy { $0.from == $0.to } }

    /// Puts both weights of every record type into one batch. Route 53 carries it out completely or not at all.
    ///
    /// - Parameters:
    ///   - zone: The hosted zone's id.
    ///   - pairs: The present records. Each record is sent back complete.
    ///   - percent: 0 to 100 on new.
    ///   - raises: Whether a type below `percent` is raised to it. Otherwise it stays.
    ///   - comment: Route 53 stores it with the change; at most 256 characters (Route 53 API, ChangeBatch).
    package static func records(
        zone: String, pairs: [StandingPair], percent: Double, raises: Bool = true, comment: String
    ) -> WeightChange {
        let moves = pairs.map { pair in
            if !raises, let stands = pair.weights.percent, stands <= percent {
                return Move(type: pair.type, from: pair.weights, to: pair.weights)
            }
            let to = WeightPair.giving(
                percent, presentTotal: pair.weights.old + pair.weights.new, greatest: WeightPair.greatestOfRecord)
            return Move(type: pair.type, from: pair.weights, to: to)
        }
        let changes = zip(pairs, moves).flatMap { pair, move in
            [pair.old.weighing(move.to.old), pair.new.weighing(move.to.new)].map { record in
                XMLElement(name: "Change", children: [XMLElement(name: "Action", text: "UPSERT"), record])
            }
        }
        let batch = XMLElement(
            name: "ChangeBatch",
            children: [XMLElement(name: "Comment", text: comment), XMLElement(name: "Changes", children: changes)])
        let root = "\(Call.records.rawValue)Request"
        let body = """
            <?xml version="1.0" encoding="UTF-8"?>
            <\(root) xmlns="https://route53.amazonaws.com/doc/2013-04-01/">\(batch.source)</\(root)>
            """
        var request = AWSRequest(
            service: .route53, operation: Call.records.rawValue, path: "/2013-04-01/hostedzone/\(zone)/rrset/",
            headers: [("content-type", "text/xml")], body: Array(body.utf8),
            resource: "\(pairs.first?.old.name.description ?? "") in zone \(zone)", isIdempotent: false)
        request.maximumAttempts = 1
        let document = JSONValue.fields([
            "Comment": .text(comment), "Changes": .list(changes.map(\.json)),
        ])
        let line = "aws route53 change-resource-record-sets --hosted-zone-id \(zone)"
        return WeightChange(
            moves: moves, request: request, document: document,
            commandLine: "\(line) --change-batch \(quoted(document.line))")
    }

    /// Replaces the actions of a listener or a rule by the same actions with two other weights.
    ///
    /// - Parameters:
    ///   - percent: 0 to 100 on new.
    ///   - region: The load balancer's region, for the command line.
    package static func forward(_ forward: CurrentForward, percent: Double, region: String) -> WeightChange {
        let to = WeightPair.giving(
            percent, presentTotal: forward.weights.old + forward.weights.new, greatest: WeightPair.greatestOfForward)
        let actions = forward.weighing(to)
        let (call, key, list, arn, command) =
            switch forward.owner {
            case .listener(let arn):
                (Call.listener, "ListenerArn", "DefaultActions", arn, "modify-listener --listener-arn")
            case .rule(let arn): (Call.rule, "RuleArn", "Actions", arn, "modify-rule --rule-arn")
            }
        var request = AWSRequest.form(
            .elbv2, call.rawValue, version: "2015-12-01", [(key, arn)] + actions.pairs(list), resource: arn)
        request.isIdempotent = false
        request.maximumAttempts = 1
        let document = JSONValue.list(actions.children.map(\.json))
        let flag = list == "Actions" ? "--actions" : "--default-actions"
        let line = "aws elbv2 \(command) \(quoted(arn)) --region \(region) \(flag) \(quoted(document.line))"
        return WeightChange(
            moves: [Move(type: WeightReading.forward, from: forward.weights, to: to)], request: request,
            document: document,
            commandLine: line)
    }

    /// A word that a shell reads unchanged.
    private static func quoted(_ text: String) -> String {
        "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#) + "'"
    }
}
