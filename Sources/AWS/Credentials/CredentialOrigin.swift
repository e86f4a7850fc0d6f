/// Where credentials come from, and so who can renew them. Holds no secret.
package indirect enum CredentialOrigin: Sendable, Equatable {
    /// The variables of the environment, which a process reads once.
    case environment
    /// A shared file.
    case file(profile: String, file: String)
    /// A command that the profile names.
    case process(profile: String)
    /// A role that is given for a token in a file; `place` is who names both.
    case webIdentity(tokenFile: String, role: String, place: String)
    /// The agent of an ECS task or an EKS pod.
    case container
    /// The metadata service of the EC2 instance.
    case instance
    /// A role assumed with other credentials.
    case role(String, from: CredentialOrigin)
    /// Nowhere.
    case none

    /// What must be renewed when AWS refuses them: of an assumed role, what it was assumed with.
    var root: CredentialOrigin {
        if case .role(_, let from) = self { return from.root }
        return self
    }
}

extension CredentialOrigin: CustomStringConvertible {
    /// The origin in words.
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
    /// Where the credentials come from.
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
