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
        let partition = Partition(region: region)
        var all: [AWSService: Endpoint] = [:]
        for service in AWSService.allCases {
            if let (text, origin) = try Self.custom(service, settings, files, profile) {
                guard let address = HTTPAddress(text), address.userInfo == nil else {
                    throw .configuration("\(origin) is “\(text)”, which is no address; write http(s)://HOST:PORT")
                }
                let signing = address.isAmazons ? partition.signingRegion(service, region) : region
                all[service] = Endpoint(address: address, signingRegion: signing)
            } else {
                let host = partition.host(service, region)
                guard let address = HTTPAddress("https://" + host) else {
                    throw .configuration("the region “\(region)” makes no host name; write one like eu-west-1")
                }
                all[service] = Endpoint(address: address, signingRegion: partition.signingRegion(service, region))
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

/// A set of regions under one DNS suffix with accounts of its own.
private enum Partition {
    case commercial
    case china
    case governmentUS

    init(region: String) {
        if region.hasPrefix("cn-") {
            self = .china
        } else if region.hasPrefix("us-gov-") {
            self = .governmentUS
        } else {
            self = .commercial
        }
    }

    func host(_ service: AWSService, _ region: String) -> String {
        let suffix = self == .china ? "amazonaws.com.cn" : "amazonaws.com"
        guard service == .route53 else { return "\(service.hostPrefix).\(region).\(suffix)" }
        return self == .governmentUS ? "route53.us-gov.amazonaws.com" : "route53.\(suffix)"
    }

    /// Route 53 is global: one region of each partition signs for all.
    func signingRegion(_ service: AWSService, _ region: String) -> String {
        guard service == .route53 else { return region }
        switch self {
        case .commercial: return "us-east-1"
        case .china: return "cn-northwest-1"
        case .governmentUS: return "us-gov-west-1"
        }
    }
}

extension HTTPAddress {
    /// Whether the host is under one of Amazon's own suffixes, so that it checks the scope as the public hosts do.
    fileprivate var isAmazons: Bool {
        [".amazonaws.com", ".amazonaws.com.cn", ".api.aws"].contains { host.hasSuffix($0) }
    }
}
