/// Where credentials come from, decided without asking anybody.
indirect enum CredentialSource: Sendable {
    /// A role to be assumed, and how.
    struct Role: Sendable {
        var arn: String
        var sessionName: String?
        var externalID: String?
        var durationSeconds: Int?
    }

    /// Keys in the environment's variables.
    case environment(Credentials)
    /// Keys in a shared file.
    case keys(Credentials, profile: String, file: String)
    /// The output of a command.
    case process(command: String, profile: String)
    /// A token in a file that a role is given for.
    case webIdentity(tokenFile: String, role: Role, origin: String)
    /// The agent of an ECS task or an EKS pod.
    case container
    /// The EC2 instance's metadata service.
    case instance
    /// A role assumed with other credentials.
    case role(Role, from: CredentialSource, origin: String)
    /// No source is configured; the words say where was looked.
    case nowhere(String)
}

extension CredentialSource: CustomStringConvertible {
    /// The source in words, without a secret.
    var description: String {
        switch self {
        case .environment: "the environment (AWS_ACCESS_KEY_ID)"
        case .keys(_, let profile, let file): "profile \(profile) of \(file)"
        case .process(_, let profile): "credential_process of profile \(profile)"
        case .webIdentity(let file, let role, let origin): "\(origin): web identity token \(file) for role \(role.arn)"
        case .container: "the container's credentials endpoint"
        case .instance: "the EC2 instance's role (IMDS)"
        case .role(let role, let source, _): "\(source), assuming role \(role.arn)"
        case .nowhere: "no source"
        }
    }
}
