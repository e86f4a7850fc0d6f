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
