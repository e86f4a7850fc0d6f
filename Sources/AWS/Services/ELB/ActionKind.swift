import Model

// What ELBv2's words mean. A word that it adds one day is kept as it is.

/// What a listener's action does with a request.
package enum ActionKind: ForeignWord {
    case forward, fixedResponse, redirect, authenticateOIDC, authenticateCognito
    case other(String)

    package static let known: [ActionKind] = [
        .forward, .fixedResponse, .redirect, .authenticateOIDC, .authenticateCognito,
    ]

    package var rawValue: String {
        switch self {
        case .forward: "forward"
        case .fixedResponse: "fixed-response"
        case .redirect: "redirect"
        case .authenticateOIDC: "authenticate-oidc"
        case .authenticateCognito: "authenticate-cognito"
        case .other(let word): word
        }
    }
}

/// What a condition of a rule looks at.
package enum ConditionField: ForeignWord {
    case host, path, header, query, source, method
    case other(String)

    package static let known: [ConditionField] = [.host, .path, .header, .query, .source, .method]

    package var rawValue: String {
        switch self {
        case .host: "host-header"
        case .path: "path-pattern"
        case .header: "http-header"
        case .query: "query-string"
        case .source: "source-ip"
        case .method: "http-request-method"
        case .other(let word): word
        }
    }
}

/// Whether a load balancer serves.
package enum LoadBalancerState: ForeignWord {
    case active, provisioning, impaired, failed
    case other(String)

    package static let known: [LoadBalancerState] = [.active, .provisioning, .impaired, .failed]

    package var rawValue: String {
        switch self {
        case .active: "active"
        case .provisioning: "provisioning"
        case .impaired: "active_impaired"
        case .failed: "failed"
        case .other(let word): word
        }
    }
}

extension TargetHealth {
    package var isHealthy: Bool { state == .healthy }
}
