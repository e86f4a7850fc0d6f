/// The profile in use: its name, who named it, and what the shared files say of it.
struct ChosenProfile: Sendable {
    let name: String
    /// Whether the caller's settings name it, so that the environment's credentials are left aside.
    let isFromSettings: Bool
    let section: SharedFiles.Section

    /// Finds the profile of the settings, of AWS_PROFILE or AWS_DEFAULT_PROFILE, or `default`; throws a configuration
    /// error when one was named and neither file has it.
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
    /// The error about a profile that neither file has, with the names of those that there are.
    func missing(_ name: String) -> AWSError {
        let names = profileNames
        let others = names.isEmpty ? "they name no profile at all" : "there are: \(names.joined(separator: ", "))"
        return .configuration("the profile \(name) is neither in \(configName) nor in \(credentialsName); \(others)")
    }
}
