import Testing

@testable import AWS

@Suite struct EndpointsTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func endpoints(
        _ settings: AWSSettings = AWSSettings(environment: [:]), region: String = "eu-west-1",
        environment: [String: String] = [:], config: String = ""
    ) throws -> Endpoints {
        var settings = settings
        settings.environment = environment
        settings.environment["HOME"] = folder.path
        try folder.write(config, to: ".aws/config")
        let files = try SharedFiles(settings)
        return try Endpoints(settings, files, ChosenProfile(settings, files), region: region)
    }

    @Test(arguments: [
        (AWSService.route53, "route53.amazonaws.com", "us-east-1"),
        (.elbv2, "elasticloadbalancing.eu-west-1.amazonaws.com", "eu-west-1"),
        (.autoScaling, "autoscaling.eu-west-1.amazonaws.com", "eu-west-1"),
        (.ec2, "ec2.eu-west-1.amazonaws.com", "eu-west-1"),
        (.ecs, "ecs.eu-west-1.amazonaws.com", "eu-west-1"),
        (.cloudWatch, "monitoring.eu-west-1.amazonaws.com", "eu-west-1"),
        (.sqs, "sqs.eu-west-1.amazonaws.com", "eu-west-1"),
        (.sts, "sts.eu-west-1.amazonaws.com", "eu-west-1"),
        (.applicationAutoScaling, "application-autoscaling.eu-west-1.amazonaws.com", "eu-west-1"),
        (.waf, "wafv2.eu-west-1.amazonaws.com", "eu-west-1"),
        (.iam, "iam.amazonaws.com", "us-east-1"),
    ])
    func `public hosts`(service: AWSService, host: String, signing: String) throws {
        let endpoint = try #require(try endpoints()[service])
        #expect(endpoint.address.origin == "https://" + host)
        #expect(endpoint.signingRegion == signing)
    }

    @Test(arguments: [
        ("cn-north-1", "route53.amazonaws.com.cn", "cn-northwest-1", "ecs.cn-north-1.amazonaws.com.cn"),
        ("us-gov-east-1", "route53.us-gov.amazonaws.com", "us-gov-west-1", "ecs.us-gov-east-1.amazonaws.com"),
        ("eusc-de-east-1", "route53.amazonaws.eu", "eusc-de-east-1", "ecs.eusc-de-east-1.amazonaws.eu"),
    ])
    func `other partitions`(region: String, route53: String, signing: String, ecs: String) throws {
        let all = try endpoints(region: region)
        #expect(all[.route53]?.address.host == route53)
        #expect(all[.route53]?.signingRegion == signing)
        #expect(all[.ecs]?.address.host == ecs)
        #expect(all[.ecs]?.signingRegion == region)
    }

    /// As botocore's endpoint rules of 1.43.11 resolve them.
    @Test(arguments: [
        (
            "eu-west-1", true, false, "route53-fips.amazonaws.com", "ecs-fips.eu-west-1.amazonaws.com",
            "monitoring-fips.eu-west-1.amazonaws.com"
        ),
        ("eu-west-1", false, true, "route53.global.api.aws", "ecs.eu-west-1.api.aws", "monitoring.eu-west-1.api.aws"),
        (
            "eu-west-1", true, true, "route53-fips.global.api.aws", "ecs-fips.eu-west-1.api.aws",
            "monitoring-fips.eu-west-1.api.aws"
        ),
        (
            "us-gov-west-1", true, false, "route53.us-gov.amazonaws.com", "ecs-fips.us-gov-west-1.amazonaws.com",
            "monitoring.us-gov-west-1.amazonaws.com"
        ),
        (
            "us-gov-west-1", true, true, "route53.us-gov.api.aws", "ecs-fips.us-gov-west-1.api.aws",
            "monitoring.us-gov-west-1.api.aws"
        ),
        (
            "cn-north-1", false, true, "route53.global.api.amazonwebservices.com.cn",
            "ecs.cn-north-1.api.amazonwebservices.com.cn", "monitoring.cn-north-1.api.amazonwebservices.com.cn"
        ),
        (
            "eusc-de-east-1", false, true, "route53.global.api.amazonwebservices.eu",
            "ecs.eusc-de-east-1.api.amazonwebservices.eu", "monitoring.eusc-de-east-1.api.amazonwebservices.eu"
        ),
    ])
    func `FIPS and dual stack`(
        region: String, isFIPS: Bool, isDualStack: Bool, route53: String, ecs: String, cloudWatch: String
    ) throws {
        let settings = """
            [default]
            use_fips_endpoint = \(isFIPS)
            use_dualstack_endpoint = \(isDualStack)
            """
        let variables = ["AWS_USE_FIPS_ENDPOINT": "\(isFIPS)", "AWS_USE_DUALSTACK_ENDPOINT": "\(isDualStack)"]
        for all in [
            try endpoints(region: region, config: settings), try endpoints(region: region, environment: variables),
        ] {
            #expect(all[.route53]?.address.host == route53)
            #expect(all[.ecs]?.address.host == ecs)
            #expect(all[.cloudWatch]?.address.host == cloudWatch)
        }
    }

    @Test func `in the US government's partition most services have one name, validated or not`() throws {
        let all = try endpoints(region: "us-gov-west-1", environment: ["AWS_USE_FIPS_ENDPOINT": "true"])
        #expect(all[.elbv2]?.address.host == "elasticloadbalancing.us-gov-west-1.amazonaws.com")
        #expect(all[.sts]?.address.host == "sts.us-gov-west-1.amazonaws.com")
        #expect(all[.waf]?.address.host == "wafv2-fips.us-gov-west-1.amazonaws.com")
    }

    /// As botocore's endpoint rules of 1.43.11 resolve them.
    @Test(arguments: [
        ("eu-west-1", false, true, "iam.global.api.aws", "us-east-1"),
        ("eu-west-1", true, false, "iam-fips.amazonaws.com", "us-east-1"),
        ("eu-west-1", true, true, "iam-fips.global.api.aws", "us-east-1"),
        ("cn-northwest-1", false, false, "iam.cn-north-1.amazonaws.com.cn", "cn-north-1"),
        ("cn-north-1", false, true, "iam.global.api.amazonwebservices.com.cn", "cn-north-1"),
        ("cn-north-1", true, false, "iam-fips.amazonaws.com.cn", "cn-northwest-1"),
        ("cn-north-1", true, true, "iam-fips.api.amazonwebservices.com.cn", "cn-northwest-1"),
        ("us-gov-east-1", false, false, "iam.us-gov.amazonaws.com", "us-gov-west-1"),
        ("us-gov-east-1", true, true, "iam.us-gov.api.aws", "us-gov-west-1"),
        ("eusc-de-east-1", false, false, "iam.eusc-de-east-1.amazonaws.eu", "eusc-de-east-1"),
        ("eusc-de-east-1", false, true, "iam.api.amazonwebservices.eu", "eusc-de-east-1"),
        ("eusc-de-east-1", true, false, "iam-fips.amazonaws.eu", "eusc-de-east-1"),
    ])
    func `IAM has one host for a partition`(
        region: String, fips: Bool, dualStack: Bool, host: String, signing: String
    ) throws {
        let variables = ["AWS_USE_FIPS_ENDPOINT": "\(fips)", "AWS_USE_DUALSTACK_ENDPOINT": "\(dualStack)"]
        let iam = try #require(try endpoints(region: region, environment: variables)[.iam])
        #expect(iam.address.host == host && iam.signingRegion == signing)
    }

    @Test func `a setting that is neither true nor false is refused in words`() throws {
        let error = #expect(throws: AWSError.self) { try endpoints(environment: ["AWS_USE_FIPS_ENDPOINT": "yes"]) }
        #expect(error?.kind == .configuration && error?.sentence.contains("AWS_USE_FIPS_ENDPOINT is “yes”") == true)
    }

    @Test func `blank variables count as unset`() throws {
        let all = try endpoints(environment: ["AWS_ENDPOINT_URL": " ", "AWS_USE_FIPS_ENDPOINT": "\t"])
        #expect(all[.ecs]?.address.host == "ecs.eu-west-1.amazonaws.com")
    }

    @Test func `order of precedence`() throws {
        let config = """
            [default]
            services = lab
            endpoint_url = http://127.0.0.1:6
            [services lab]
            ecs =
              endpoint_url = http://127.0.0.1:5
            """
        let environment = ["AWS_ENDPOINT_URL": "http://127.0.0.1:4", "AWS_ENDPOINT_URL_ECS": "http://127.0.0.1:3"]
        let port = { (endpoints: Endpoints, service: AWSService) in endpoints[service]?.address.port }

        var settings = AWSSettings(
            endpoint: "http://127.0.0.1:2", endpoints: [.ecs: "http://127.0.0.1:1"], environment: [:])
        let first = try endpoints(settings, environment: environment, config: config)
        #expect(port(first, .ecs) == 1 && port(first, .ec2) == 2)
        settings.endpoint = nil
        settings.endpoints = [:]
        let second = try endpoints(settings, environment: environment, config: config)
        #expect(port(second, .ecs) == 3 && port(second, .ec2) == 4)
        let third = try endpoints(settings, config: config)
        #expect(port(third, .ecs) == 5 && port(third, .ec2) == 6)
        let ignoring = ["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true", "AWS_ENDPOINT_URL": "http://127.0.0.1:4"]
        let fourth = try endpoints(settings, environment: ignoring, config: config)
        #expect(fourth[.ecs]?.address.origin == "https://ecs.eu-west-1.amazonaws.com")
    }

    @Test func `variables of all services`() {
        #expect(
            AWSService.allCases.map(\.endpointVariable) == [
                "AWS_ENDPOINT_URL_ROUTE_53", "AWS_ENDPOINT_URL_ELASTIC_LOAD_BALANCING_V2",
                "AWS_ENDPOINT_URL_AUTO_SCALING", "AWS_ENDPOINT_URL_EC2", "AWS_ENDPOINT_URL_ECS",
                "AWS_ENDPOINT_URL_CLOUDWATCH", "AWS_ENDPOINT_URL_SQS", "AWS_ENDPOINT_URL_STS",
                "AWS_ENDPOINT_URL_APPLICATION_AUTO_SCALING", "AWS_ENDPOINT_URL_WAFV2",
                "AWS_ENDPOINT_URL_IAM",
            ])
    }

    @Test func `keys of the configuration file`() {
        let keys = [
            "route53", "elbv2", "auto_scaling", "ec2", "ecs", "cloudwatch", "sqs", "sts", "application_auto_scaling",
            "waf", "iam",
        ]
        #expect(AWSService.allCases.map(\.configurationKey) == keys)
        #expect(keys.compactMap(AWSService.init(configurationKey:)) == AWSService.allCases)
        #expect(AWSService(configurationKey: "s3") == nil)
    }

    @Test func `Route 53 of an emulator is signed with the region`() throws {
        let emulated = try endpoints(AWSSettings(endpoint: "http://127.0.0.1:9", environment: [:]))
        #expect(emulated[.route53]?.signingRegion == "eu-west-1")
        let within = try endpoints(
            AWSSettings(endpoint: "https://vpce-1.route53.us-east-1.vpce.amazonaws.com", environment: [:]))
        #expect(within[.route53]?.signingRegion == "us-east-1")
    }

    @Test(arguments: ["127.0.0.1:5000", "ftp://host", "http://", "http://host:99999", "http://a b", "http://u:p@host"])
    func `what is no address is refused`(text: String) throws {
        let error = #expect(throws: AWSError.self) {
            try endpoints(environment: ["AWS_ENDPOINT_URL_SQS": text])
        }
        #expect(error?.kind == .configuration)
        #expect(error?.sentence.contains("AWS_ENDPOINT_URL_SQS") == true)
    }

    @Test func `services section must be there`() throws {
        let error = #expect(throws: AWSError.self) { try endpoints(config: "[default]\nservices = nowhere\n") }
        #expect(error?.sentence.contains("[services nowhere]") == true)
    }
}
