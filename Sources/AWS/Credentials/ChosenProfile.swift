/// The profile in use: its name, whether the settings name it, and its section of the shared files.
struct ChosenProfile: Sendable {
    let name: String
    /// Whether the caller's settings name it. If so, credentials in the environment are ignored.
    let isFromSettings: Bool
    let section: SharedFiles.Section

    /// Finds the profile that the settings name, else AWS_PROFILE, else AWS_DEFAULT_PROFILE, else `default`. Throws a
    /// configuration error when a profile is named and neither file has it.
    init(_ settings: AWSSettings, _ files: SharedFiles) throws(AWSError) {
        let fromEnvironment = settings.variable("AWS_PROFILE", "AWS_DEFAULT_PROFILE")
        isFromSettings = settings.profile != nil
        name = settings.profile ?? fromEnvironment ?? "default"
        let found = files.profile(name)
        if found == nil, settings.profile != nil || fromEnvironment != nil {
            throw files.missing(name)
        }
        section = found ?? [:]
    }
}

extension SharedFiles {
    /// The error for a profile that neither file has. It lists the profiles that exist.
    func missing(_ name: String) -> AWSError {
        let names = profileNames
        let others = names.isEmpty ? "they name no profile at all" : "there are: \(names.joined(separator: ", "))"
        return .configuration(
            "the profile \(name) is neither in \(configName) nor in \(credentialsName); \(others); write "
                + "it there, or name another")
    }
}
