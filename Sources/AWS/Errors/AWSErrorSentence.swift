extension AWSError: CustomStringConvertible {
    /// The error in words for an operator: the call, the resource, what happened and what to do about it.
    package var sentence: String {
        switch kind {
        case .throttled:
            "\(subject) was throttled\(quotation)\(tries); other programs share the account's limit, ask less often"
        case .accessDenied:
            "\(subject) was denied\(deniedCaller); allow the action \(deniedAction) in the caller's IAM policy"
        case .expired:
            "\(subject) was refused: the credentials have expired (\(credentialsInWords)); \(renewal)"
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
