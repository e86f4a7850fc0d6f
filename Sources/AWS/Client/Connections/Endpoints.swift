import Model

/// Where each service is asked, and by which region its requests are signed.
struct Endpoints: Sendable {
    /// One service's address and the region of its signatures.
    struct Endpoint: Sendable, Equatable {
        let address: HTTPAddress
        let signingRegion: String
    }

    private let all: [AWSService: Endpoint]

    /// Finds every service's address in the order of AWS's "Service-specific endpoints" page: the settings' own, the
    /// settings' for all, AWS_ENDPOINT_URL_<SERVICE>, AWS_ENDPOINT_URL, the profile's `services` section, the
    /// profile's `endpoint_url`, then AWS's public host. Throws a configuration error for what is no address.
    init(_ settings: AWSSettings, _ files: SharedFiles, _ profile: ChosenProfile, region: String) throws(AWSError) {
        let hosts = try PublicHosts(region: region, settings: settings, profile: profile)
        var all: [AWSService: Endpoint] = [:]
        for service in AWSService.allCases {
            if let (text, origin) = try Self.custom(service, settings, files, profile) {
                guard let address = HTTPAddress(text), address.userInfo == nil else {
                    throw .configuration("\(origin) is “\(text)”, which is no address; write http(s)://HOST:PORT")
                }
                let signing = address.isAmazons ? hosts.signingRegion(service) : region
                all[service] = Endpoint(address: address, signingRegion: signing)
            } else {
                let host = hosts.host(service)
                guard let address = HTTPAddress("https://" + host) else {
                    throw .configuration("the region “\(region)” makes no host name; write one like eu-west-1")
                }
                all[service] = Endpoint(address: address, signingRegion: hosts.signingRegion(service))
            }
        }
        self.all = all
    }

    /// Where the service is asked.
    subscript(service: AWSService) -> Endpoint? { all[service] }

    private static func custom(
        _ service: AWSService, _ settings: AWSSettings, _ files: SharedFiles, _ profile: ChosenProfile
    ) throws(AWSError) -> (text: String, origin: String)? {
        if let text = settings.endpoints[service] { return (text, "endpoints: \(service.configurationKey)") }
        if let text = settings.endpoint { return (text, "endpoint") }
        let ignored =
            settings.flag("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS")
            || profile.section["ignore_configured_endpoint_urls"]?.lowercased() == "true"
        if ignored { return nil }
        for name in [service.endpointVariable, "AWS_ENDPOINT_URL"] {
            if let text = settings.variable(name) { return (text, name) }
        }
        if let name = profile.section["services"] {
            guard let section = files.services(name) else {
                throw .configuration(
                    "the profile \(profile.name) names services = \(name), but \(files.configName) has no"
                        + " [services \(name)]")
            }
            if let text = section["\(service.sharedConfigKey).endpoint_url"] {
                return (text, "endpoint_url of \(service.sharedConfigKey) in [services \(name)]")
            }
        }
        return profile.section["endpoint_url"].map { ($0, "endpoint_url of the profile \(profile.name)") }
    }
}

/// AWS's own host names, as botocore's endpoint rules make them.
private struct PublicHosts {
    let region: String
    let partition: Partition
    /// Whether hosts are wanted whose cryptography is validated by FIPS 140.
    let isFIPS: Bool
    /// Whether hosts are wanted that have IPv6 addresses, too.
    let isDualStack: Bool

    init(region: String, settings: AWSSettings, profile: ChosenProfile) throws(AWSError) {
        self.region = region
        partition = Partition(region: region)
        isFIPS = try Self.isOn("AWS_USE_FIPS_ENDPOINT", "use_fips_endpoint", settings, profile)
        isDualStack = try Self.isOn("AWS_USE_DUALSTACK_ENDPOINT", "use_dualstack_endpoint", settings, profile)
    }

    /// Whether a setting is on. Throws for a word that is neither true nor false: taken as false, it would send requests
    /// to other hosts than those that are wanted.
    private static func isOn(
        _ variable: String, _ key: String, _ settings: AWSSettings, _ profile: ChosenProfile
    ) throws(AWSError) -> Bool {
        let (text, origin) =
            settings.variable(variable).map { ($0, variable) }
            ?? (profile.section[key] ?? "false", "\(key) of the profile \(profile.name)")
        switch text[...].trimmed.lowercased() {
        case "true": return true
        case "false": return false
        default: throw .configuration("\(origin) is “\(text)”; write true or false")
        }
    }

    func host(_ service: AWSService) -> String {
        let suffix = isDualStack ? partition.dualStackSuffix : partition.suffix
        guard !service.isGlobal else { return global(service, suffix) }
        return service.hostPrefix + (hasFIPSName(service) ? "-fips" : "") + ".\(region).\(suffix)"
    }

    /// In the US government's partition the usual hosts of most services are validated, and have no other name.
    private func hasFIPSName(_ service: AWSService) -> Bool {
        guard isFIPS, partition == .governmentUS else { return isFIPS }
        switch service {
        case .ecs, .waf: return true
        case .cloudWatch: return false
        default: return isDualStack
        }
    }

    private func global(_ service: AWSService, _ suffix: String) -> String {
        let name = service.hostPrefix
        let fips = isFIPS ? "-fips" : ""
        switch (partition, service) {
        case (.governmentUS, _): return "\(name).us-gov.\(suffix)"
        case (.commercial, _): return "\(name)\(fips)\(isDualStack ? ".global" : "").\(suffix)"
        case (_, .iam) where !isFIPS && !isDualStack: return "iam.\(iamRegion).\(suffix)"
        case (.europeanSovereign, .iam): return "iam\(fips).\(suffix)"
        case (.china, _), (.europeanSovereign, _):
            return "\(name)\(fips)\(isDualStack && !isFIPS ? ".global" : "").\(suffix)"
        }
    }

    /// Where IAM of a partition stands: in China not where Route 53 does, but for its validated hosts.
    private var iamRegion: String { partition == .china && !isFIPS ? "cn-north-1" : partition.globalRegion }

    /// Route 53 and IAM are global: one region of each partition signs for all.
    func signingRegion(_ service: AWSService) -> String {
        guard service.isGlobal else { return region }
        return service == .iam ? iamRegion : partition.globalRegion
    }
}

extension AWSService {
    /// Whether it has one host for a whole partition.
    fileprivate var isGlobal: Bool { self == .route53 || self == .iam }
}

extension HTTPAddress {
    /// Whether the host is under one of Amazon's own suffixes, so that it checks the scope as the public hosts do.
    fileprivate var isAmazons: Bool {
        Partition.allCases.flatMap { [$0.suffix, $0.dualStackSuffix] }.contains { host.hasSuffix("." + $0) }
    }
}
