// The room AWS asks Amazon's APIs signed questions over HTTP: one file per AWS service, and beneath them one client
// that finds credentials, signs, sends, waits, tries again and says in words what went wrong.
// It imports no other room. Nothing here decides what an answer means for a migration, and nothing here prints;
// secrets stay inside and are never part of a description, an error or a log line.

/// An AWS service that abreast asks, and the names it goes by.
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

    /// The first label of the service's host name.
    package var hostPrefix: String {
        switch self {
        case .route53: "route53"
        case .elbv2: "elasticloadbalancing"
        case .autoScaling: "autoscaling"
        case .ec2: "ec2"
        case .ecs: "ecs"
        case .cloudWatch: "monitoring"
        case .sqs: "sqs"
        case .sts: "sts"
        case .applicationAutoScaling: "application-autoscaling"
        case .waf: "wafv2"
        }
    }

    /// The service's name in the scope of a signature.
    package var signingName: String { hostPrefix }

    /// The part of an IAM action before the colon.
    package var iamPrefix: String {
        self == .cloudWatch ? "cloudwatch" : hostPrefix
    }

    /// The service's key under `endpoints:` in the migration's configuration file.
    package var configurationKey: String {
        switch self {
        case .autoScaling: "auto_scaling"
        case .cloudWatch: "cloudwatch"
        case .applicationAutoScaling: "application_auto_scaling"
        case .route53, .elbv2, .ec2, .ecs, .sqs, .sts, .waf: rawValue
        }
    }

    /// The service of that key under `endpoints:`; nil when there is none.
    package init?(configurationKey: String) {
        guard let service = Self.allCases.first(where: { $0.configurationKey == configurationKey }) else { return nil }
        self = service
    }

    /// The service's key in a `services` section of the shared AWS configuration file.
    package var sharedConfigKey: String {
        switch self {
        case .route53: "route_53"
        case .elbv2: "elastic_load_balancing_v2"
        case .autoScaling: "auto_scaling"
        case .cloudWatch: "cloudwatch"
        case .applicationAutoScaling: "application_auto_scaling"
        case .waf: "wafv2"
        case .ec2, .ecs, .sqs, .sts: rawValue
        }
    }

    /// The environment variable that sets the address of this service alone.
    package var endpointVariable: String { "AWS_ENDPOINT_URL_" + sharedConfigKey.uppercased() }
}
