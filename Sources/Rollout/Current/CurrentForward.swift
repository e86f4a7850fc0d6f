import AWS
package import Model

/// The present weighted forward of a listener's default actions or of a rule.
package struct CurrentForward: Sendable, Equatable {
    /// The resource that has the actions.
    package enum ActionOwner: Sendable, Equatable {
        /// A listener's default actions, by the listener's ARN.
        case listener(String)
        /// A rule's actions, by the rule's ARN.
        case rule(String)
    }

    package let owner: ActionOwner
    /// ARNs of the two sides' target groups.
    package let old: String
    package let new: String
    /// The weights of the forward action, 0 to 999 each.
    package let weights: WeightPair
    /// ARNs of other target groups with a weight in the action, and these weights.
    package let others: [(arn: String, weight: Int)]
    /// Seconds for which a client stays with the target group of its first request; `nil` without stickiness.
    package let stickiness: Int?
    /// All actions, in order.
    let actions: XMLElement

    package static func == (a: Self, b: Self) -> Bool { a.owner == b.owner && a.actions == b.actions }

    /// Throws what is missing, in words.
    init(
        owner: ActionOwner, actions: XMLElement, isOld: (String) -> Bool, isNew: (String) -> Bool
    ) throws(StandingFault) {
        self.owner = owner
        self.actions = actions
        guard let forward = actions.children.first(where: { $0["Type"]?.text == "forward" }) else {
            throw StandingFault("the action forwards to no target group")
        }
        let groups = Self.groups(of: forward)
        let there = PresentNames.words(groups.map { ARN($0.arn)?.resource ?? $0.arn })
        guard let old = groups.first(where: { isOld($0.arn) }) else {
            throw StandingFault("the forward action does not name the old side's target group\(there)")
        }
        guard let new = groups.first(where: { isNew($0.arn) }) else {
            throw StandingFault(
                "the forward action does not name the new side's target group\(there); add it with weight 0")
        }
        self.old = old.arn
        self.new = new.arn
        weights = WeightPair(old: old.weight, new: new.weight)
        others = groups.filter { $0.arn != old.arn && $0.arn != new.arn && $0.weight > 0 }
        let sticky = forward["ForwardConfig"]?["TargetGroupStickinessConfig"]
        stickiness = sticky?["Enabled"]?.text == "true" ? sticky?["DurationSeconds"].flatMap { Int($0.text) } ?? 0 : nil
    }

    /// A group without a weight has 1, the API's default.
    private static func groups(of forward: XMLElement) -> [(arn: String, weight: Int)] {
        // The short form, without a configuration, names one group.
        let groups = forward["ForwardConfig"]?["TargetGroups"]?.children ?? [forward]
        return groups.compactMap { group in
            guard let arn = group["TargetGroupArn"]?.text else { return nil }
            return (arn, group["Weight"].flatMap { Int($0.text) } ?? 1)
        }
    }

    /// All actions with the two weights changed and nothing else.
    func weighing(_ weights: WeightPair) -> XMLElement {
        XMLElement(
            name: actions.name,
            children: actions.children.map { action in
                switch action["Type"]?.text {
                case "forward" where action["ForwardConfig"] != nil: return forward(action, weighing: weights)
                case "authenticate-oidc": return Self.keepingSecret(action)
                default: return action
                }
            })
    }

    private func forward(_ action: XMLElement, weighing weights: WeightPair) -> XMLElement {
        action.replacing("ForwardConfig") { config in
            config.replacing("TargetGroups") { groups in
                XMLElement(
                    name: groups.name,
                    children: groups.children.map { group in
                        switch group["TargetGroupArn"]?.text {
                        case old: group.setting("Weight", to: String(weights.old))
                        case new: group.setting("Weight", to: String(weights.new))
                        default: group
                        }
                    })
            }
        }
    }

    /// AWS never returns a client secret. Without this flag, the action sent back would have no secret (ELBv2 API,
    /// AuthenticateOidcActionConfig).
    private static func keepingSecret(_ action: XMLElement) -> XMLElement {
        action.replacing("AuthenticateOidcConfig") { config in
            config["ClientSecret"] == nil ? config.setting("UseExistingClientSecret", to: "true") : config
        }
    }
}

extension XMLElement {
    /// The same element, with `change` applied to its children of that name.
    fileprivate func replacing(_ child: String, _ change: (XMLElement) -> XMLElement) -> XMLElement {
        XMLElement(name: name, children: children.map { $0.name == child ? change($0) : $0 })
    }
}

/// Why a service's weights cannot be planned, in words for an operator.
package struct StandingFault: Error, Sendable, Equatable {
    package var words: String
    /// Whether the same request may succeed when repeated soon.
    package var isTransient = false

    package init(_ words: String) { self.words = words }

    init(_ error: AWSError) {
        words = error.sentence
        isTransient = error.isTransient || error.kind == .cancelled
    }
}
