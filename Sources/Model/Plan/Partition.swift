/// A set of AWS's regions with accounts, ARNs and host names of its own.
///
/// Source: botocore's `partitions.json`. The raw value is the name in ARNs.
package enum Partition: String, Sendable, CaseIterable {
    case commercial = "aws"
    case china = "aws-cn"
    case governmentUS = "aws-us-gov"
    case europeanSovereign = "aws-eusc"

    /// The partition that a region belongs to.
    package init(region: String) {
        if region.hasPrefix("cn-") {
            self = .china
        } else if region.hasPrefix("us-gov-") {
            self = .governmentUS
        } else if region.hasPrefix("eusc-") {
            self = .europeanSovereign
        } else {
            self = .commercial
        }
    }

    /// What host names end with.
    package var suffix: String {
        switch self {
        case .commercial, .governmentUS: "amazonaws.com"
        case .china: "amazonaws.com.cn"
        case .europeanSovereign: "amazonaws.eu"
        }
    }

    /// What host names end with that have IPv6 addresses, too.
    package var dualStackSuffix: String {
        switch self {
        case .commercial, .governmentUS: "api.aws"
        case .china: "api.amazonwebservices.com.cn"
        case .europeanSovereign: "api.amazonwebservices.eu"
        }
    }

    /// The region that signs for services without regions, such as Route 53.
    package var globalRegion: String {
        switch self {
        case .commercial: "us-east-1"
        case .china: "cn-northwest-1"
        case .governmentUS: "us-gov-west-1"
        case .europeanSovereign: "eusc-de-east-1"
        }
    }

    /// The host of the console.
    package var console: String {
        switch self {
        case .commercial: "console.aws.amazon.com"
        case .china: "console.amazonaws.cn"
        case .governmentUS: "console.amazonaws-us-gov.com"
        case .europeanSovereign: "console.amazonaws-eusc.eu"
        }
    }
}
