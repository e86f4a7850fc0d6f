/// What a listener's action does with a request.
package enum ActionKind: Sendable, Hashable {
    case forward, fixedResponse, redirect, authenticateOIDC, authenticateCognito
    /// A word that is not known here.
    case other(String)

    init(_ word: String) {
        switch word {
        case "forward": self = .forward
        case "fixed-response": self = .fixedResponse
        case "redirect": self = .redirect
        case "authenticate-oidc": self = .authenticateOIDC
        case "authenticate-cognito": self = .authenticateCognito
        default: self = .other(word)
        }
    }
}

extension ListenerAction {
    package var kind: ActionKind { ActionKind(type) }
}

extension TargetHealth {
    package var isHealthy: Bool { state == "healthy" }
}
