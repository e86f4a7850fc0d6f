import Model

/// Finds the source of credentials in the environment and the shared files, in the order of AWS's standard chain.
struct CredentialChain {
    private let settings: AWSSettings
    private let files: SharedFiles
    private let profile: ChosenProfile

    /// Reads the shared files again, to see keys renewed there. Throws a configuration error if they cannot be used.
    init(_ settings: AWSSettings) throws(AWSError) {
        self.settings = settings
        files = try SharedFiles(settings)
        profile = try ChosenProfile(settings, files)
    }

    /// The source to use. Throws a configuration error if its configuration cannot work.
    func source() throws(AWSError) -> CredentialSource {
        let found = try base()
        guard let arn = settings.assumeRole else { return found }
        return .role(.init(arn: arn), from: found, origin: "assume_role of the configuration")
    }

    private func base() throws(AWSError) -> CredentialSource {
        if !profile.isFromSettings, let keys = try environmentKeys() { return .environment(keys) }
        if profile.section["role_arn"] != nil { return try source(ofProfile: profile.name, through: []) }
        if !profile.isFromSettings, let token = settings.variable("AWS_WEB_IDENTITY_TOKEN_FILE") {
            guard let arn = settings.variable("AWS_ROLE_ARN") else {
                throw .configuration("AWS_WEB_IDENTITY_TOKEN_FILE is set, but AWS_ROLE_ARN is not; set both")
            }
            let role = CredentialSource.Role(arn: arn, sessionName: settings.variable("AWS_ROLE_SESSION_NAME"))
            return .webIdentity(tokenFile: token, role: role, origin: "the environment")
        }
        if let own = try ownSource(ofProfile: profile.name) { return own }
        if hasContainer { return .container }
        if !settings.flag("AWS_EC2_METADATA_DISABLED") { return .instance }
        return .nowhere(
            "no credentials are found: neither AWS_ACCESS_KEY_ID nor the profile \(profile.name) in"
                + " \(files.credentialsName) or \(files.configName) has any, there is no container's endpoint, and"
                + " AWS_EC2_METADATA_DISABLED turns the instance's role off; set AWS_PROFILE or the keys")
    }

    private var hasContainer: Bool {
        settings.variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI") != nil
    }

    private func environmentKeys() throws(AWSError) -> Credentials? {
        guard let id = settings.variable("AWS_ACCESS_KEY_ID") else { return nil }
        guard let secret = settings.variable("AWS_SECRET_ACCESS_KEY") else {
            throw .configuration("AWS_ACCESS_KEY_ID is set, but AWS_SECRET_ACCESS_KEY is not; set both or neither")
        }
        return Credentials(
            accessKeyID: id, secretAccessKey: secret,
            sessionToken: settings.variable("AWS_SESSION_TOKEN", "AWS_SECURITY_TOKEN"),
            expiration: settings.variable("AWS_CREDENTIAL_EXPIRATION")
                .flatMap(Moment.init(expiration:)))
    }

    /// The source of a profile: its role first, then its own keys. `path` holds the profiles that led here.
    private func source(ofProfile name: String, through path: [String]) throws(AWSError) -> CredentialSource {
        guard let section = files.profile(name) else { throw files.missing(name) }
        guard let arn = section["role_arn"] else {
            if let own = try ownSource(ofProfile: name) { return own }
            throw .configuration("the profile \(name), which \(path.last ?? "a role") takes its keys from, has none")
        }
        if path.contains(name) {
            throw .configuration(
                "the profiles take their keys from each other in a circle: \((path + [name]).joined(separator: " → "))")
        }
        let origin = "profile \(name) of \(files.configName)"
        let role = CredentialSource.Role(
            arn: arn, sessionName: section["role_session_name"], externalID: section["external_id"],
            durationSeconds: section["duration_seconds"].flatMap(Int.init))
        if section["mfa_serial"] != nil {
            throw .configuration(
                "the profile \(name) asks for an MFA code, which abreast cannot; use a profile with"
                    + " credential_process = aws configure export-credentials --profile \(name) --format process")
        }
        if let token = section["web_identity_token_file"] {
            return .webIdentity(tokenFile: token, role: role, origin: origin)
        }
        switch (section["source_profile"], section["credential_source"]) {
        case (.some, .some):
            throw .configuration("the profile \(name) has both source_profile and credential_source; keep one")
        case (nil, nil):
            throw .configuration("the profile \(name) has role_arn, but neither source_profile nor credential_source")
        case (let next?, nil):
            // A profile that names itself as source means its own keys.
            if next == name, let own = try ownSource(ofProfile: name) { return .role(role, from: own, origin: origin) }
            return .role(role, from: try source(ofProfile: next, through: path + [name]), origin: origin)
        case (nil, let kind?):
            return .role(role, from: try credentialSource(kind, ofProfile: name), origin: origin)
        }
    }

    private func credentialSource(_ kind: String, ofProfile name: String) throws(AWSError) -> CredentialSource {
        switch kind.lowercased() {
        case "environment":
            guard let keys = try environmentKeys() else {
                throw .configuration(
                    "the profile \(name) takes keys from the environment, but AWS_ACCESS_KEY_ID is unset")
            }
            return .environment(keys)
        case "ecscontainer": return .container
        case "ec2instancemetadata": return .instance
        default:
            throw .configuration(
                "the profile \(name) has credential_source = \(kind); write Environment, EcsContainer or"
                    + " Ec2InstanceMetadata")
        }
    }

    /// The profile's own keys or command. The credentials file comes first.
    private func ownSource(ofProfile name: String) throws(AWSError) -> CredentialSource? {
        if let section = files.credentials(of: name),
            let keys = try keys(in: section, profile: name, file: files.credentialsName)
        {
            return keys
        }
        let section = files.profile(name) ?? [:]
        if let command = section["credential_process"] { return .process(command: command, profile: name) }
        if let section = files.configuration(of: name),
            let keys = try keys(in: section, profile: name, file: files.configName)
        {
            return keys
        }
        guard !section.keys.contains(where: { $0.hasPrefix("sso_") }) else {
            throw .configuration(
                "the profile \(name) signs in by SSO, which abreast leaves to the AWS CLI; add a profile with"
                    + " credential_process = aws configure export-credentials --profile \(name) --format process"
                    + " and name that one")
        }
        return nil
    }

    private func keys(
        in section: SharedFiles.Section, profile: String, file: String
    ) throws(AWSError) -> CredentialSource? {
        guard let id = section["aws_access_key_id"], !id.isEmpty else { return nil }
        guard let secret = section["aws_secret_access_key"], !secret.isEmpty else {
            throw .configuration("the profile \(profile) of \(file) has aws_access_key_id but no aws_secret_access_key")
        }
        let token = section["aws_session_token"] ?? section["aws_security_token"]
        let credentials = Credentials(accessKeyID: id, secretAccessKey: secret, sessionToken: token)
        return .keys(credentials, profile: profile, file: file)
    }
}
