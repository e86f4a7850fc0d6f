/// What AWS says of a denied request: whether a policy forbids it or only none allows it, and which kind of policy.
///
/// Source: IAM user guide, "Troubleshoot access denied error messages".
package struct Denial: Sendable, Equatable {
    /// A kind of policy that can deny.
    package enum Policy: Sendable, Hashable, CaseIterable {
        case serviceControl, resourceControl, permissionsBoundary, session, endpoint, resource, identity

        /// How AWS's messages name it.
        fileprivate var phrases: [String] {
            switch self {
            case .serviceControl: ["service control policy"]
            case .resourceControl: ["resource control policy"]
            case .permissionsBoundary: ["permissions boundary"]
            case .session: ["session policy"]
            case .endpoint: ["VPC endpoint policy"]
            case .resource: ["resource-based policy", "resource policy"]
            case .identity: ["identity-based policy", "identity policy"]
            }
        }
    }

    /// Whether a policy forbids the action. Then no further allow helps.
    package let isExplicit: Bool
    /// The kind of the policy that decided; nil where the message does not say.
    package let policy: Policy?

    /// Reads the message of a denied request.
    package init(_ message: String) {
        isExplicit = message.contains("explicit deny")
        policy = Policy.allCases.first { $0.phrases.contains { message.contains($0) } }
    }
}
