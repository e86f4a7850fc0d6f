/// The AWS services that can have an address of their own, by their keys under `endpoints:`.
///
/// The one list of these keys: the reader, the example, errors and the page of the configuration have them from here, and
/// `AWSService` has a service for each.
package enum EndpointKey: String, CaseIterable, Sendable {
    case route53, elbv2
    case autoScaling = "auto_scaling"
    case ec2, ecs
    case cloudWatch = "cloudwatch"
    case sqs, sts
    case applicationAutoScaling = "application_auto_scaling"
    case waf
}
