/// The AWS services that may have an endpoint of their own, by their keys under `endpoints:`.
///
/// This is the only list of these keys: the reader, the example, the errors and the page of the configuration use it,
/// and `AWSService` has a service for each.
package enum EndpointKey: String, CaseIterable, Sendable {
    case route53, elbv2
    case autoScaling = "auto_scaling"
    case ec2, ecs
    case cloudWatch = "cloudwatch"
    case sqs, sts
    case applicationAutoScaling = "application_auto_scaling"
    case waf, iam
}
