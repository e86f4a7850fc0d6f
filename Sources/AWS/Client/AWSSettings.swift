import FoundationEssentials

/// What the caller decides about AWS; all else comes from the environment and the shared AWS files.
package struct AWSSettings: Sendable {
    /// The region, above `AWS_REGION` and the profile's.
    package var region: String?
    /// The profile; naming one here leaves the credentials of the environment aside.
    package var profile: String?
    /// The ARN of a role to assume with the credentials found.
    package var assumeRole: String?
    /// The address of every service.
    package var endpoint: String?
    /// The addresses of single services, above all other settings.
    package var endpoints: [AWSService: String]
    /// The environment's variables.
    package var environment: [String: String]
    /// The value of the `User-Agent` header.
    package var userAgent: String

    /// Makes settings; the environment is the process's own unless a test gives another.
    package init(
        region: String? = nil, profile: String? = nil, assumeRole: String? = nil, endpoint: String? = nil,
        endpoints: [AWSService: String] = [:],
        environment: [String: String] = ProcessInfo.processInfo.environment, userAgent: String = "abreast"
    ) {
        self.region = region
        self.profile = profile
        self.assumeRole = assumeRole
        self.endpoint = endpoint
        self.endpoints = endpoints
        self.environment = environment
        self.userAgent = userAgent
    }

    /// The environment's value of the first of these names that is set; a blank one counts as unset.
    func variable(_ names: String...) -> String? {
        names.lazy.compactMap { environment[$0] }.first { !$0.allSatisfy(\.isWhitespace) }
    }

    /// Whether the environment's variable says `true`.
    func flag(_ name: String) -> Bool { variable(name)?.lowercased() == "true" }
}
