extension AWSError: CustomStringConvertible {
    /// The error in words for an operator: the call, the resource, what happened and what to do about it.
    package var sentence: String {
        switch kind {
        case .throttled:
            "\(subject) was throttled\(quotation)\(tries); other programs share the account's limit, ask less often"
        case .accessDenied:
            "\(subject) was denied\(deniedCaller)\(deniedBy); \(permission)"
        case .expired where asksForRole == .webIdentity:
            "\(subject) was refused: the web identity token\(tokenFile) has expired; see that it is renewed, it is read"
                + " again by itself"
        case .expired:
            "\(subject) was refused: the credentials have expired (\(credentialsInWords)); \(renewal)"
        case .invalidCredentials where asksForRole == .webIdentity:
            "\(subject) was refused\(quotation): the role's identity provider does not accept the web identity"
                + " token\(tokenFile); check that the file holds that provider's token, and the provider in IAM"
        case .invalidCredentials:
            "\(subject) was refused\(quotation): AWS does not accept the credentials (\(credentialsInWords));"
                + " check the access key, its secret and its session token"
        case .clockSkew:
            "\(subject) was refused: this machine's clock is \(offsetInWords) AWS's; set the clock (NTP)"
        case .notFound:
            "\(subject) found no such thing\(quotation); check the name, the region and the account"
        case .validation:
            "\(subject) was refused\(quotation); check what the configuration names"
        case .rejected:
            "\(subject) was refused\(quotation)\(statusInWords)"
        case .server:
            "\(subject) failed inside AWS\(quotation)\(statusInWords)\(tries); it is asked again at the next reading"
        case .network(let fault):
            networkSentence(fault)
        case .malformed:
            "\(subject) was answered with something that is not AWS's\(statusInWords)\(quotation);"
                + " check the endpoint's address and any proxy before it"
        case .noCredentials, .configuration:
            service == nil ? message : "\(subject) was not asked: \(message)"
        case .cancelled:
            "\(subject) was given up before an answer came"
        }
    }

    /// The same as ``sentence``.
    package var description: String { sentence }

    private var subject: String {
        if operation.isEmpty { return "AWS" }
        return resource.isEmpty ? action : "\(action) of \(resource)"
    }

    private var tries: String { attempts > 1 ? " after \(attempts) tries" : "" }

    private var statusInWords: String { httpStatus.map { " (HTTP \($0))" } ?? "" }

    private var quotation: String {
        switch (code.isEmpty, message.isEmpty) {
        case (true, true): ""
        case (true, false): " (\(message))"
        case (false, true): " (\(code))"
        case (false, false): " (\(code): \(message))"
        }
    }

    private var credentialsInWords: String { credentials?.description ?? "source unknown" }

    private var deniedCaller: String {
        guard let start = message.firstRange(of: "User: ")?.upperBound else {
            return code.isEmpty ? "" : " (\(code))"
        }
        let caller = message[start...].prefix { !$0.isWhitespace }
        return caller.isEmpty ? "" : " to \(caller)"
    }

    private var deniedAction: String {
        guard let start = message.firstRange(of: "not authorized to perform: ")?.upperBound else { return action }
        let named = message[start...].prefix { !$0.isWhitespace && $0 != "," }
        return named.contains(":") ? String(named) : action
    }

    /// How the request asked for a role's credentials; nil for any other request.
    private var asksForRole: RoleRequest? { service == .sts ? RoleRequest(rawValue: operation) : nil }

    private var tokenFile: String {
        if case .webIdentity(let file, _, _)? = credentials?.root { return " in \(file)" }
        return ""
    }

    /// Which policy decided, where the message says so.
    private var deniedBy: String {
        let denial = Denial(message)
        guard let policy = denial.policy?.title else { return denial.isExplicit ? " by an explicit deny" : "" }
        if denial.isExplicit { return " by an explicit deny in \(policy)" }
        return denial.policy == .identity ? "" : ", for \(policy) does not allow it"
    }

    /// What must change before the request is allowed.
    private var permission: String {
        let denial = Denial(message)
        let owner = denial.policy?.owner ?? "the policies of the caller and of the organization"
        if denial.isExplicit { return "no allow undoes that: \(owner) must drop the deny of \(deniedAction)" }
        switch (asksForRole, denial.policy) {
        case (_, .serviceControl), (_, .resourceControl), (_, .permissionsBoundary), (_, .session), (_, .endpoint):
            return "\(owner) must allow \(deniedAction), beside the caller's IAM policy"
        case (.webIdentity, _):
            return "let the role's trust policy name the token's provider, audience and subject\(readFrom)"
        case (.plain, _):
            return "allow the action \(deniedAction) in the caller's IAM policy, and let the role's trust policy name"
                + " the caller"
        default: return "allow the action \(deniedAction) in the caller's IAM policy"
        }
    }

    private var readFrom: String { tokenFile.isEmpty ? "" : " (the token is read from\(tokenFile.dropFirst(3)))" }

    private var renewal: String {
        switch credentials?.root {
        case nil, .none?: "renew them"
        case .environment: "put fresh ones into the environment and start again"
        case .webIdentity(let file, _, _): "see that \(file) is renewed; it is read again by itself"
        default: "renew them there; they are read again by themselves"
        }
    }

    private var offsetInWords: String {
        guard let clockOffset else { return "too far from" }
        let seconds = Int(clockOffset.magnitude.rounded())
        let length = seconds < 120 ? "\(seconds) s" : "\((seconds + 30) / 60) min"
        return length + (clockOffset < 0 ? " behind" : " ahead of")
    }

    private func networkSentence(_ fault: NetworkFault) -> String {
        let address = endpoint ?? "its endpoint"
        let detail = message.isEmpty ? "" : " (\(message))"
        switch fault {
        case .refused:
            return "\(subject) got no answer: nobody listens at \(address)\(tries);"
                + " check the endpoint and that it is running"
        case .timeout:
            return "\(subject) got no answer in time from \(address)\(detail)\(tries); check the network's way there"
        case .reset:
            return "\(subject) got no answer: \(address) closed the connection\(detail)\(tries)"
        case .tls:
            return "\(subject) got no answer: no trusted TLS connection to \(address)\(detail);"
                + " check AWS_CA_BUNDLE and whatever stands between"
        case .unreachable:
            return "\(subject) got no answer: \(address) cannot be reached\(detail)\(tries);"
                + " check the region, DNS and the network"
        case .proxy:
            return "\(subject) got no answer: the proxy did not let it through to \(address)\(detail);"
                + " check HTTPS_PROXY, HTTP_PROXY and NO_PROXY"
        }
    }
}

/// The two ways of asking STS for a role.
enum RoleRequest: String {
    case plain = "AssumeRole"
    case webIdentity = "AssumeRoleWithWebIdentity"
}

extension Denial.Policy {
    /// The policy in words.
    fileprivate var title: String {
        switch self {
        case .serviceControl: "a service control policy"
        case .resourceControl: "a resource control policy"
        case .permissionsBoundary: "the caller's permissions boundary"
        case .session: "the session policy of the role"
        case .endpoint: "the policy of the VPC endpoint"
        case .resource: "the policy of the resource"
        case .identity: "an IAM policy of the caller"
        }
    }

    /// What must be changed, or who changes it.
    fileprivate var owner: String {
        switch self {
        case .serviceControl, .resourceControl: "the administrators of the organization"
        case .permissionsBoundary: "the caller's permissions boundary"
        case .session: "whoever assumes the role with a session policy"
        case .endpoint: "the policy of the VPC endpoint"
        case .resource: "the policy of the resource"
        case .identity: "the caller's IAM policies"
        }
    }
}
