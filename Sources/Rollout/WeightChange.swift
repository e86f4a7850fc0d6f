// Rollout: the only room that may move traffic. It makes the plan (what each step would send, what Route 53 would then
// do, and where that is not what the step says) and carries the rollout: what operators order and what the plan says, one
// claimed step at a time. This file alone names the calls that change a weight; `StepExecutor` alone sends them.
// May import Model, Store and AWS. Nothing in here prints or exits.

package import AWS
package import Model

/// One step of one service as AWS would be asked for it: all weights in one request, and nothing but weights.
package struct WeightChange: Sendable {
    /// The calls that change a weight, as the APIs name them.
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
    /// The request, not signed and not sent. It is sent once and never again by itself: between two sendings others may
    /// have written, and an operator may have paused.
    package let request: AWSRequest
    /// What is changed, as the `aws` program takes it: a change batch, or the list of actions.
    package let document: JSONValue
    /// The same request as a line for a shell, with the `aws` program.
    package let commandLine: String

    /// Whether every weight stands already as it is to be.
    package var isNothing: Bool { moves.allSatisfy { $0.from == $0.to } }

    /// Puts both weights of every record type into one batch, which Route 53 takes whole or not at all.
    ///
    /// - Parameters:
    ///   - zone: The hosted zone's id.
    ///   - pairs: As they stand; each record is sent back whole.
    ///   - percent: 0 to 100 on new.
    ///   - raises: Whether a type that stands below `percent` is brought up to it; else it stays as it is.
    ///   - comment: Kept by Route 53 with the change; 256 characters at most (Route 53 API, ChangeBatch).
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

    /// Replaces the actions of a listener or a rule by themselves with two other weights.
    ///
    /// - Parameters:
    ///   - percent: 0 to 100 on new.
    ///   - region: Where the load balancer is, for the command line.
    package static func forward(_ forward: CurrentForward, percent: Double, region: String) -> WeightChange {
        let to = WeightPair.giving(
            percent, presentTotal: forward.weights.old + forward.weights.new, greatest: WeightPair.greatestOfForward)
        let actions = forward.weighing(to)
        let (call, key, list, arn, command) =
            switch forward.place {
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

    /// A word that a shell takes as it is.
    private static func quoted(_ text: String) -> String {
        "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#) + "'"
    }
}
