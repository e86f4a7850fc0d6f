import Model
import Testing

@testable import AWS

@Suite("ELBv2: load balancers, listeners, rules and target groups")
struct ElasticLoadBalancingTests {
    private static let arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333"

    @Test func `load balancers by name: the question and the answer`() async throws {
        let sender = CannedSender(
            answer(
                "DescribeLoadBalancers",
                """
                <LoadBalancers><member><LoadBalancerArn>\(Self.arn):loadbalancer/app/shop/50dc</LoadBalancerArn>
                <DNSName>shop-1.elb.example</DNSName>
                <CanonicalHostedZoneId>ZLB</CanonicalHostedZoneId><CreatedTime>2026-11-23T04:52:54.58Z</CreatedTime>
                <LoadBalancerName>shop</LoadBalancerName><Scheme>internal</Scheme>
                <State><Code>active_impaired</Code><Reason>no room</Reason></State>
                <Type>application</Type><AvailabilityZones><member><ZoneName>eu-west-1a</ZoneName>
                <LoadBalancerAddresses/></member>
                <member><ZoneName>eu-west-1c</ZoneName></member></AvailabilityZones></member></LoadBalancers>
                """))
        let found = try await sender.elasticLoadBalancing.loadBalancers(names: ["shop", "shop"], deadline: soon)
        var shop = LoadBalancer(arn: "\(Self.arn):loadbalancer/app/shop/50dc", name: "shop")
        shop.dnsName = "shop-1.elb.example"
        shop.hostedZoneID = "ZLB"
        shop.scheme = "internal"
        shop.type = "application"
        shop.condition = .init(.impaired, reason: "no room")
        shop.availabilityZones = [.init("eu-west-1a"), .init("eu-west-1c")]
        shop.createdAt = Moment(seconds: 1_795_409_574.58)
        #expect(found == BatchResult(values: [shop], missing: []))
        #expect(sender.bodies == ["Action=DescribeLoadBalancers&Version=2015-12-01&Names.member.1=shop"])
        #expect(sender.requests[0].resource == "shop")
    }

    @Test func `twenty a call, and no call for none`() async throws {
        let sender = CannedSender(answer("DescribeTargetGroups", "<TargetGroups/>"))
        _ = try await sender.elasticLoadBalancing.targetGroups(arns: (1...41).map { "arn-\($0)" }, deadline: soon)
        let sizes = sender.bodies.map { $0.split(separator: "&").count { $0.hasPrefix("TargetGroupArns.member.") } }
        #expect(sizes.sorted() == [1, 20, 20])
        #expect(try await sender.elasticLoadBalancing.loadBalancers(arns: [], deadline: soon).values.isEmpty)
        #expect(sender.requests.count == 3)
    }

    @Test func `one wrong name does not hide the others`() async throws {
        let sender = CannedSender { request throws(AWSError) in
            if String(decoding: request.body, as: UTF8.self).contains("typo") {
                throw refusal(.notFound, code: "LoadBalancerNotFound", message: "Load balancers '[typo]' not found")
            }
            return answer(
                "DescribeLoadBalancers",
                """
                <LoadBalancers><member><LoadBalancerArn>a</LoadBalancerArn><LoadBalancerName>shop</LoadBalancerName>
                </member></LoadBalancers>
                """)
        }
        let found = try await sender.elasticLoadBalancing.loadBalancers(names: ["typo", "shop"], deadline: soon)
        #expect(found.values.map(\.name) == ["shop"])
        #expect(found.missing == ["typo"])
    }

    @Test func `all pages of a listing, by its marker`() async throws {
        let rule =
            "<member><ListenerArn>l-1</ListenerArn><Port>80</Port><Protocol>HTTP</Protocol><DefaultActions/></member>"
        let sender = CannedSender(
            answer("DescribeListeners", "<Listeners>\(rule)</Listeners><NextMarker>more/+=</NextMarker>"),
            answer("DescribeListeners", "<Listeners>\(rule)\(rule)</Listeners>"))
        let listeners = try await sender.elasticLoadBalancing.listeners(loadBalancerARN: "lb:1", deadline: soon)
        #expect(listeners.count == 3)
        #expect(listeners[0].port == 80)
        #expect(
            sender.bodies == [
                "Action=DescribeListeners&Version=2015-12-01&LoadBalancerArn=lb%3A1&PageSize=400",
                "Action=DescribeListeners&Version=2015-12-01&LoadBalancerArn=lb%3A1&PageSize=400&Marker=more%2F%2B%3D",
            ])
    }

    @Test func `forward actions: weights, stickiness, the short form, and other types`() async throws {
        let sender = CannedSender(
            answer(
                "DescribeRules",
                """
                <Rules><member><RuleArn>r-1</RuleArn><Priority>10</Priority><IsDefault>false</IsDefault>
                <Conditions><member><Field>host-header</Field>
                <HostHeaderConfig><Values><member>shop.example</member></Values></HostHeaderConfig></member>
                <member><Field>path-pattern</Field><Values><member>/a/*</member><member>/b</member></Values>
                </member></Conditions>
                <Actions><member><Type>forward</Type><Order>1</Order><ForwardConfig><TargetGroups>
                <member><TargetGroupArn>old</TargetGroupArn><Weight>90</Weight></member>
                <member><TargetGroupArn>new</TargetGroupArn><Weight>0</Weight></member>
                <member><TargetGroupArn>bare</TargetGroupArn></member></TargetGroups>
                <TargetGroupStickinessConfig><Enabled>true</Enabled><DurationSeconds>3600</DurationSeconds>
                </TargetGroupStickinessConfig></ForwardConfig></member></Actions></member>
                <member><RuleArn>r-2</RuleArn><Priority>11</Priority><IsDefault>false</IsDefault><Conditions/>
                <Actions><member><Type>forward</Type><TargetGroupArn>only</TargetGroupArn></member></Actions></member>
                <member><RuleArn>r-3</RuleArn><Priority>default</Priority><Actions><member><Type>forward</Type>
                <TargetGroupArn>only</TargetGroupArn>
                <ForwardConfig><TargetGroups><member><TargetGroupArn>only</TargetGroupArn><Weight>1</Weight>
                </member></TargetGroups>
                <TargetGroupStickinessConfig><Enabled>false</Enabled></TargetGroupStickinessConfig></ForwardConfig>
                </member>
                <member><Type>fixed-response</Type><FixedResponseConfig><StatusCode>404</StatusCode>
                </FixedResponseConfig></member></Actions></member></Rules>
                """))
        let rules = try await sender.elasticLoadBalancing.rules(listenerARN: "l", deadline: soon)
        #expect(rules.map(\.priority) == [10, 11, nil])
        #expect(rules.map(\.isDefault) == [false, false, true])
        #expect(
            rules[0].conditions == [
                .init(field: "host-header", values: ["shop.example"]),
                .init(field: "path-pattern", values: ["/a/*", "/b"]),
            ])
        #expect(
            rules[0].actions[0].targets == [
                .init(targetGroupARN: "old", weight: 90), .init(targetGroupARN: "new", weight: 0),
                .init(targetGroupARN: "bare", weight: 1),
            ])
        #expect(rules[0].actions[0].stickiness == 3_600)
        #expect(rules[0].actions[0].order == 1)
        #expect(rules[1].actions[0].targets == [.init(targetGroupARN: "only", weight: 1)])
        #expect(rules[1].actions[0].stickiness == nil)
        #expect(rules[2].actions.map(\.kind) == [.forward, .fixedResponse])
        #expect(rules[2].actions[0].targets == [.init(targetGroupARN: "only", weight: 1)])
        #expect(rules[2].actions[0].stickiness == nil)
        #expect(rules[2].actions[1].targets.isEmpty)
    }

    @Test func `conditions of a rule: each kind with its values`() async throws {
        func member(_ field: String, _ rest: String) -> String { "<member><Field>\(field)</Field>\(rest)</member>" }
        func values(_ config: String, _ list: String...) -> String {
            let members = list.map { "<member>\($0)</member>" }.joined()
            return "<\(config)><Values>\(members)</Values></\(config)>"
        }
        let conditions = [
            member("source-ip", values("SourceIpConfig", "10.0.0.0/8", "192.0.2.1/32")),
            member("http-request-method", values("HttpRequestMethodConfig", "POST")),
            member(
                "http-header",
                "<HttpHeaderConfig><HttpHeaderName>X-Env</HttpHeaderName><Values><member>green</member></Values>"
                    + "</HttpHeaderConfig>"),
            member(
                "query-string",
                "<QueryStringConfig><Values><member><Key>v</Key><Value>2</Value></member></Values></QueryStringConfig>"),
            member(
                "host-header",
                "<HostHeaderConfig><RegexValues><member>^api</member></RegexValues></HostHeaderConfig>"),
            member("path-pattern", "<RegexValues><member>^/v[12]/</member></RegexValues>"),
        ]
        let sender = CannedSender(
            answer(
                "DescribeRules",
                "<Rules><member><RuleArn>r</RuleArn><Priority>1</Priority><Conditions>\(conditions.joined())"
                    + "</Conditions></member></Rules>"))
        let rule = try #require(try await sender.elasticLoadBalancing.rules(listenerARN: "l", deadline: soon).first)
        #expect(
            rule.conditions.map(\.title) == [
                "source-ip 10.0.0.0/8 or 192.0.2.1/32", "http-request-method POST", "http-header X-Env: green",
                "query-string v=2", "host-header matching ^api", "path-pattern matching ^/v[12]/",
            ])
    }

    @Test func `rules by ARN`() async throws {
        let sender = CannedSender(
            answer("DescribeRules", "<Rules><member><RuleArn>r-1</RuleArn><Priority>1</Priority></member></Rules>"))
        #expect(
            try await sender.elasticLoadBalancing.rules(arns: ["r-1"], deadline: soon).values.map(\.priority) == [1])
        #expect(sender.bodies == ["Action=DescribeRules&Version=2015-12-01&RuleArns.member.1=r-1"])
    }

    @Test func `target groups: a load balancer named twice counts once`() async throws {
        let sender = CannedSender(
            answer(
                "DescribeTargetGroups",
                """
                <TargetGroups><member><TargetGroupArn>tg-1</TargetGroupArn><TargetGroupName>shop</TargetGroupName>
                <Protocol>HTTP</Protocol><Port>8080</Port>
                <HealthCheckPath>/healthz</HealthCheckPath>
                <HealthCheckIntervalSeconds>10</HealthCheckIntervalSeconds>
                <HealthyThresholdCount>2</HealthyThresholdCount>
                <UnhealthyThresholdCount>3</UnhealthyThresholdCount><LoadBalancerArns><member>lb-1</member>
                <member>lb-1</member></LoadBalancerArns><TargetType>ip</TargetType></member>
                <member><TargetGroupArn>tg-2</TargetGroupArn><TargetGroupName>spare</TargetGroupName>
                <LoadBalancerArns/></member></TargetGroups>
                """))
        let groups = try await sender.elasticLoadBalancing.targetGroups(loadBalancerARN: "lb-1", deadline: soon)
        var shop = TargetGroup(arn: "tg-1", name: "shop")
        (shop.protocol, shop.port, shop.targetType, shop.loadBalancerARNs) = ("HTTP", 8_080, "ip", ["lb-1"])
        (shop.healthCheckPath, shop.healthCheckInterval) = ("/healthz", 10)
        (shop.healthyThreshold, shop.unhealthyThreshold) = (2, 3)
        #expect(groups == [shop, TargetGroup(arn: "tg-2", name: "spare")])
    }

    @Test func `target health: instances and addresses, with state, reason and words`() async throws {
        let sender = CannedSender(
            answer(
                "DescribeTargetHealth",
                """
                <TargetHealthDescriptions><member><Target><Id>i-1</Id><Port>8080</Port></Target>
                <HealthCheckPort>traffic-port</HealthCheckPort>
                <TargetHealth><State>healthy</State></TargetHealth></member>
                <member><Target><Id>10.1.2.3</Id><Port>80</Port><AvailabilityZone>eu-west-1a</AvailabilityZone>
                </Target><TargetHealth><State>unhealthy</State>
                <Reason>Target.ResponseCodeMismatch</Reason>
                <Description>Health checks failed with these codes: [502]</Description></TargetHealth></member>
                </TargetHealthDescriptions>
                """))
        let targets = try await sender.elasticLoadBalancing.targetHealth(targetGroupARN: "tg:1", deadline: soon)
        #expect(targets.map(\.id) == ["i-1", "10.1.2.3"])
        #expect(targets.map(\.port) == [8_080, 80])
        #expect(targets.map(\.zone) == [nil, "eu-west-1a"])
        #expect(targets.map(\.state) == ["healthy", "unhealthy"])
        #expect(targets.map(\.reason) == [nil, "Target.ResponseCodeMismatch"])
        #expect(targets[1].description == "Health checks failed with these codes: [502]")
        #expect(sender.bodies == ["Action=DescribeTargetHealth&Version=2015-12-01&TargetGroupArn=tg%3A1"])
    }
}

private func answer(_ operation: String, _ result: String) -> String {
    """
    <\(operation)Response xmlns="http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/"><\(operation)Result>\(result)</\(operation)Result>
    <ResponseMetadata><RequestId>11111111-2222-3333-4444-555555555555</RequestId></ResponseMetadata>
    </\(operation)Response>
    """
}
