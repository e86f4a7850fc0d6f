import Model

/// Requests to IAM: what a principal's policies would allow.
package struct IAM: Sendable {
    /// An action on a resource.
    package struct Question: Sendable, Equatable {
        /// The principal's ARN: a user's or a role's.
        package var principal: String
        /// The action, such as `ecs:DescribeServices`.
        package var action: String
        /// The ARN of what it is done to.
        package var resource: String
        /// What a policy's conditions may ask: values by condition key.
        package var context: [(key: String, values: [String])]

        package init(principal: String, action: String, resource: String, context: [(key: String, values: [String])]) {
            self.principal = principal
            self.action = action
            self.resource = resource
            self.context = context
        }

        package static func == (a: Self, b: Self) -> Bool {
            (a.principal, a.action, a.resource) == (b.principal, b.action, b.resource)
                && a.context.map(\.key) == b.context.map(\.key) && a.context.map(\.values) == b.context.map(\.values)
        }
    }

    /// What the policies decide (IAM API, EvaluationResult).
    package struct Decision: Sendable, Equatable {
        /// What IAM says of one action.
        package enum Word: ForeignWord {
            case allowed, explicitDeny, implicitDeny
            case other(String)

            package static let known: [Word] = [.allowed, .explicitDeny, .implicitDeny]

            package var rawValue: String {
                switch self {
                case .allowed: "allowed"
                case .explicitDeny: "explicitDeny"
                case .implicitDeny: "implicitDeny"
                case .other(let word): word
                }
            }
        }

        package let word: Word
        /// Condition keys that a policy asks for and the question left open.
        package let missing: [String]

        package init(word: Word, missing: [String]) {
            self.word = word
            self.missing = missing
        }
    }

    let sender: any RequestSender

    /// Whether the principal's policies, its boundary and the organisation's would allow the action (IAM API,
    /// SimulatePrincipalPolicy). The policies of resources and sessions are not asked.
    package func simulate(
        _ question: Question, deadline: ContinuousClock.Instant
    ) async throws(AWSError) -> Decision {
        var pairs = [("PolicySourceArn", question.principal)]
        pairs += .members("ActionNames", [question.action]) + .members("ResourceArns", [question.resource])
        for (index, entry) in question.context.enumerated() {
            let name = "ContextEntries.member.\(index + 1)"
            pairs += [("\(name).ContextKeyName", entry.key), ("\(name).ContextKeyType", "stringList")]
            pairs += .members("\(name).ContextKeyValues", entry.values)
        }
        let request = AWSRequest.form(
            .iam, Evaluation.operation, version: "2010-05-08", pairs, resource: question.principal)
        let answer = try await sender.xml(
            QueryList<Evaluation>.self, root: "\(Evaluation.operation)Response", request, deadline: deadline)
        let page = Page(elements: answer.elements, odd: answer.odd, next: nil, request: request)
        guard let found = try page.whole().first else { throw AWSError.malformed(request, "it decides nothing") }
        return Decision(word: found.decision, missing: found.missing)
    }

    /// The user or role whose policies count for the caller of that ARN (STS API, GetCallerIdentity); `nil` for the
    /// account's root user and for federated users, whom IAM does not simulate. A role in a folder of its own is not found
    /// by this ARN, for the caller's leaves the folder out.
    package static func principal(ofCaller caller: String) -> String? {
        guard let arn = ARN(caller) else { return nil }
        let parts = arn.resource.split(separator: "/").map(String.init)
        if arn.service == "iam", parts.first == "user" { return caller }
        guard arn.service == "sts", parts.first == "assumed-role", parts.count >= 2 else { return nil }
        return "arn:\(arn.partition):iam::\(arn.account):role/\(parts[1])"
    }
}

extension RequestSender {
    /// Requests to IAM.
    package var iam: IAM { IAM(sender: self) }
}

private struct Evaluation: QueryListed {
    static let operation = "SimulatePrincipalPolicy"
    static let listName = "EvaluationResults"

    @Answered<Wire.NeededWord<IAM.Decision.Word>> var decision: IAM.Decision.Word
    @Answered<Wire.Names> var missing: [String]

    private enum CodingKeys: String, CodingKey {
        case decision = "EvalDecision"
        case missing = "MissingContextValues"
    }
}
