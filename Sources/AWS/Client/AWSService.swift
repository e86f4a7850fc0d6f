// The room AWS sends signed HTTP requests to Amazon's APIs. Each AWS service has its own file. All of them use one
// client, which finds credentials, signs, sends, retries, and describes failures in words.
// It may import Model. It does not decide what a response means for a migration, and it does not print.
// Secrets never appear in a description, an error or a log line.

/// An AWS service that abreast sends requests to, with its names in host names, policies and configuration files.
package enum AWSService: String, CaseIterable, Sendable {
    case route53
    case elbv2
    case autoScaling
    case ec2
    case ecs
    case cloudWatch
    case sqs
    case sts
    case applicationAutoScaling
    case waf
    case iam

    /// The names of one service.
    private struct Names {
        /// The first label of its host name, and its name in the scope of a signature.
        var host: String
        /// The part of an IAM action before the colon.
        var iam: String
        /// Its key under `endpoints:` in the migration's configuration file.
        var configuration: String
        /// Its key in a `services` section of the shared AWS configuration file.
        var shared: String

        init(host: String, iam: String? = nil, configuration: String, shared: String? = nil) {
            self.host = host
            self.iam = iam ?? host
            self.configuration = configuration
            self.shared = shared ?? configuration
        }
    }

    private var names: Names {
        switch self {
        case .route53: Names(host: "route53", configuration: "route53", shared: "route_53")
        case .elbv2:
            Names(host: "elasticloadbalancing", configuration: "elbv2", shared: "elastic_load_balancing_v2")
        case .autoScaling: Names(host: "autoscaling", configuration: "auto_scaling")
        case .ec2: Names(host: "ec2", configuration: "ec2")
        case .ecs: Names(host: "ecs", configuration: "ecs")
        case .cloudWatch: Names(host: "monitoring", iam: "cloudwatch", configuration: "cloudwatch")
        case .sqs: Names(host: "sqs", configuration: "sqs")
        case .sts: Names(host: "sts", configuration: "sts")
        case .applicationAutoScaling:
            Names(host: "application-autoscaling", configuration: "application_auto_scaling")
        case .waf: Names(host: "wafv2", configuration: "waf", shared: "wafv2")
        case .iam: Names(host: "iam", configuration: "iam")
        }
    }

    /// The first label of the service's host name.
    package var hostPrefix: String { names.host }

    /// The service's name in the scope of a signature.
    package var signingName: String { names.host }

    /// The part of an IAM action before the colon.
    package var iamPrefix: String { names.iam }

    /// The service's key under `endpoints:` in the migration's configuration file.
    package var configurationKey: String { names.configuration }

    /// The service with that key under `endpoints:`; nil when there is none.
    package init?(configurationKey: String) {
        guard let service = Self.allCases.first(where: { $0.configurationKey == configurationKey }) else { return nil }
        self = service
    }

    /// The service's key in a `services` section of the shared AWS configuration file.
    package var sharedConfigKey: String { names.shared }

    /// The environment variable that sets the address of this service only.
    package var endpointVariable: String { "AWS_ENDPOINT_URL_" + sharedConfigKey.uppercased() }
}
