/// Settings that a command line has in place of the file's. A command that is printed for typing repeats them.
package struct AWSOverride: Sendable, Equatable {
    package var region: String?
    package var profile: String?

    /// `nil` when neither is given.
    package init?(region: String?, profile: String?) {
        guard region != nil || profile != nil else { return nil }
        self.region = region
        self.profile = profile
    }
}

extension Configuration {
    /// The same with these settings; without any, as its file says.
    package func overridden(by typed: AWSOverride?) -> Configuration {
        var configuration = self
        configuration.typed = typed
        if let region = typed?.region { configuration.region = region }
        if let profile = typed?.profile { configuration.profile = profile }
        return configuration
    }
}
