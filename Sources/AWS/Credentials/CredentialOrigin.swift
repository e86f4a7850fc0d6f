/// Where credentials come from, which tells who can renew them. Holds no secret.
package indirect enum CredentialOrigin: Sendable, Equatable {
    /// The environment variables, which a process reads only once.
    case environment
    case file(profile: String, file: String)
    /// The `credential_process` of a profile.
    case process(profile: String)
    /// A role assumed with the token in a file. `place` says where both are configured.
    case webIdentity(tokenFile: String, role: String, place: String)
    /// The endpoint of an ECS task or an EKS pod.
    case container
    /// The metadata service of the EC2 instance.
    case instance
    /// A role assumed with other credentials.
    case role(String, from: CredentialOrigin)
    /// No source is configured.
    case none

    /// What to renew when AWS refuses the credentials. For an assumed role, the origin of the credentials it was
    /// assumed with.
    var root: CredentialOrigin {
        if case .role(_, let from) = self { return from.root }
        return self
    }
}

extension CredentialOrigin: CustomStringConvertible {
    /// The origin in words, for messages to the operator.
    package var description: String {
        switch self {
        case .environment: "the environment (AWS_ACCESS_KEY_ID)"
        case .file(let profile, let file): "profile \(profile) of \(file)"
        case .process(let profile): "credential_process of profile \(profile)"
        case .webIdentity(let file, let role, let place): "\(place): web identity token \(file) for role \(role)"
        case .container: "the container's credentials endpoint"
        case .instance: "the EC2 instance's role (IMDS)"
        case .role(let role, let from): "\(from), assuming role \(role)"
        case .none: "no source"
        }
    }
}

extension CredentialSource {
    var origin: CredentialOrigin {
        switch self {
        case .environment: .environment
        case .keys(_, let profile, let file): .file(profile: profile, file: file)
        case .process(_, let profile): .process(profile: profile)
        case .webIdentity(let file, let role, let place): .webIdentity(tokenFile: file, role: role.arn, place: place)
        case .container: .container
        case .instance: .instance
        case .role(let role, let source, _): .role(role.arn, from: source.origin)
        case .nowhere: .none
        }
    }
}
