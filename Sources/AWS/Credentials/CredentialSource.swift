/// A source of credentials, found without any request.
indirect enum CredentialSource: Sendable {
    /// A role to assume, with the parameters of the request.
    struct Role: Sendable {
        var arn: String
        var sessionName: String?
        var externalID: String?
        var durationSeconds: Int?
    }

    /// Keys in environment variables.
    case environment(Credentials)
    /// Keys in a shared file.
    case keys(Credentials, profile: String, file: String)
    /// A command that prints keys.
    case process(command: String, profile: String)
    /// A role to assume with the token in a file.
    case webIdentity(tokenFile: String, role: Role, origin: String)
    /// The endpoint of an ECS task or an EKS pod.
    case container
    /// The metadata service of the EC2 instance.
    case instance
    /// A role to assume with other credentials.
    case role(Role, from: CredentialSource, origin: String)
    /// No source is configured. The text says which places were searched.
    case nowhere(String)
}
