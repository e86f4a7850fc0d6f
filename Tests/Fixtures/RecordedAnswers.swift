// Answers as emulators gave them to boto3, cut down to one or two elements of each list.

/// One answer on the wire, and which operation it answers.
package struct RecordedAnswer: Sendable {
    package let operation: String
    package let body: String

    package init(operation: String, body: String) {
        self.operation = operation
        self.body = body
    }
}

extension RecordedAnswer {
    package static let getMetricData = RecordedAnswer(
        operation: "GetMetricData",
        body: #"""
            {"MetricDataResults": [{"Id": "rc", "Label": "RequestCount Sum", "Timestamps": [1795407720, 1795407780], "Values": [536.0, 540.0], "StatusCode": "Complete"}, {"Id": "e5", "Label": "HTTPCode_Target_5XX_Count Sum", "Timestamps": [1795407720, 1795407780], "Values": [2.0, 2.0], "StatusCode": "Complete"}]}
            """#)

    package static let describeServices = RecordedAnswer(
        operation: "DescribeServices",
        body: #"""
            {"services": [{"serviceArn": "arn:aws:ecs:eu-west-1:123456789012:service/migr-cluster/api", "serviceName": "api", "clusterArn": "arn:aws:ecs:eu-west-1:123456789012:cluster/migr-cluster", "loadBalancers": [{"targetGroupArn": "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/migr-api-new/7cf5f25760188b2b", "containerName": "app", "containerPort": 80}], "serviceRegistries": [], "status": "ACTIVE", "desiredCount": 2, "runningCount": 0, "pendingCount": 2, "launchType": "FARGATE", "taskDefinition": "arn:aws:ecs:eu-west-1:123456789012:task-definition/migr-api:1", "taskSets": [], "deployments": [{"id": "ecs-svc/320837733558922386", "status": "PRIMARY", "taskDefinition": "arn:aws:ecs:eu-west-1:123456789012:task-definition/migr-api:1", "desiredCount": 2, "pendingCount": 2, "runningCount": 0, "failedTasks": 0, "createdAt": 1795409572.062, "updatedAt": 1795409572.062, "launchType": "FARGATE", "platformFamily": "FARGATE", "networkConfiguration": {"awsvpcConfiguration": {"subnets": ["subnet-6fc256726832dd478"], "securityGroups": ["sg-0921a23c00abdf5a8"], "assignPublicIp": "DISABLED"}}, "rolloutState": "IN_PROGRESS", "rolloutStateReason": "ECS deployment ecs-svc/320837733558922386 in progress."}], "events": [], "networkConfiguration": {"awsvpcConfiguration": {"subnets": ["subnet-6fc256726832dd478"], "securityGroups": ["sg-0921a23c00abdf5a8"], "assignPublicIp": "DISABLED"}}, "schedulingStrategy": "REPLICA", "deploymentController": {"type": "ECS"}, "tags": [], "propagateTags": "NONE"}], "failures": [{"arn": "arn:aws:ecs:eu-west-1:123456789012:service/nope", "reason": "MISSING"}]}
            """#)

    package static let describeTasks = RecordedAnswer(
        operation: "DescribeTasks",
        body: #"""
            {"tasks": [{"attachments": [{"id": "230b0325-0036-474d-b711-7e2a58450b44", "type": "ElasticNetworkInterface", "status": "ATTACHED", "details": [{"name": "subnetId", "value": "subnet-6fc256726832dd478"}]}], "clusterArn": "arn:aws:ecs:eu-west-1:123456789012:cluster/migr-cluster", "containers": [{"containerArn": "arn:aws:ecs:eu-west-1:123456789012:task-definition/migr-api:1/9b53e773-33b1-4ac0-a536-fce6d369be9d", "taskArn": "arn:aws:ecs:eu-west-1:123456789012:task-definition/migr-api:1", "name": "app", "image": "registry.invalid/api:431", "lastStatus": "PENDING", "exitCode": 0, "networkInterfaces": [], "healthStatus": "HEALTHY", "cpu": 256, "memory": 512}], "desiredStatus": "RUNNING", "group": "service:api", "lastStatus": "RUNNING", "launchType": "FARGATE", "overrides": {}, "startedBy": "ecs-svc/api", "stoppedReason": "", "taskArn": "arn:aws:ecs:eu-west-1:123456789012:task/migr-cluster/09961713-4bbe-4eb1-a6b1-31eebd27b139", "taskDefinitionArn": "arn:aws:ecs:eu-west-1:123456789012:task-definition/migr-api:1"}], "failures": []}
            """#)

    package static let describeTaskDefinition = RecordedAnswer(
        operation: "DescribeTaskDefinition",
        body: #"""
            {"taskDefinition": {"taskDefinitionArn": "arn:aws:ecs:eu-west-1:123456789012:task-definition/migr-api:1", "containerDefinitions": [{"name": "app", "image": "registry.invalid/api:431", "cpu": 256, "memory": 512, "portMappings": [{"containerPort": 80, "protocol": "tcp"}], "essential": true, "environment": [{"name": "ROLE", "value": "api"}], "mountPoints": [], "volumesFrom": []}], "family": "migr-api", "networkMode": "awsvpc", "revision": 1, "volumes": [], "status": "ACTIVE", "placementConstraints": [], "compatibilities": ["EC2", "FARGATE"], "requiresCompatibilities": ["FARGATE"], "cpu": "256", "memory": "512"}}
            """#)

    package static let listTasks = RecordedAnswer(
        operation: "ListTasks",
        body: #"""
            {"taskArns": ["arn:aws:ecs:eu-west-1:123456789012:task/migr-cluster/09961713-4bbe-4eb1-a6b1-31eebd27b139", "arn:aws:ecs:eu-west-1:123456789012:task/migr-cluster/04845cee-9384-4479-ab26-e8cf56473aad", "arn:aws:ecs:eu-west-1:123456789012:task/migr-cluster/d35f7a5b-a185-42fe-a20d-80b5eac85b86"]}
            """#)

    package static let queueAttributes = RecordedAnswer(
        operation: "GetQueueAttributes",
        body: #"""
            {"Attributes": {"ApproximateNumberOfMessages": "5", "ApproximateNumberOfMessagesDelayed": "0", "ApproximateNumberOfMessagesNotVisible": "0", "CreatedTimestamp": "1795409573.130758", "DelaySeconds": "0", "LastModifiedTimestamp": "1795409573.130758", "MaximumMessageSize": "1048576", "MessageRetentionPeriod": "345600", "QueueArn": "arn:aws:sqs:eu-west-1:123456789012:migr-jobs", "ReceiveMessageWaitTimeSeconds": "0", "VisibilityTimeout": "30", "SqsManagedSseEnabled": "true"}}
            """#)

    package static let describeTargetHealth = RecordedAnswer(
        operation: "DescribeTargetHealth",
        body: #"""
            <DescribeTargetHealthResponse xmlns="http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/"><DescribeTargetHealthResult><TargetHealthDescriptions><member><Target><Id>i-5ad9cc30384a37232</Id><Port>8080</Port></Target><HealthCheckPort>traffic-port</HealthCheckPort><TargetHealth><State>healthy</State></TargetHealth></member><member><Target><Id>i-050439eb68730b8a1</Id><Port>8080</Port></Target><HealthCheckPort>traffic-port</HealthCheckPort><TargetHealth><State>healthy</State></TargetHealth></member></TargetHealthDescriptions></DescribeTargetHealthResult><ResponseMetadata><RequestId>pZua8VQ2pe9GW9GZsJom4q6y8t6DahX71D7DBB4NSVLdQiSCBnOQ</RequestId></ResponseMetadata></DescribeTargetHealthResponse>
            """#)

    package static let describeRules = RecordedAnswer(
        operation: "DescribeRules",
        body: #"""
            <DescribeRulesResponse xmlns="http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/"><DescribeRulesResult><Rules><member><RuleArn>arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener-rule/app/migr-old/a682186a91408207/4fe0c83a2df93d67/c2682ab2d2234390</RuleArn><Priority>10</Priority><Conditions><member><Field>host-header</Field><HostHeaderConfig><Values><member>api.migr.example</member></Values></HostHeaderConfig></member></Conditions><Actions><member><Type>forward</Type><ForwardConfig><TargetGroups><member><TargetGroupArn>arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/migr-api-old/e11882adc34eeef3</TargetGroupArn><Weight>90</Weight></member><member><TargetGroupArn>arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/migr-api-shift/6ba36c950f32158b</TargetGroupArn><Weight>10</Weight></member></TargetGroups><TargetGroupStickinessConfig><Enabled>false</Enabled></TargetGroupStickinessConfig></ForwardConfig></member></Actions><IsDefault>false</IsDefault></member><member><RuleArn>arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener-rule/app/migr-old/a682186a91408207/4fe0c83a2df93d67/a7d7e58498ed4e12</RuleArn><Priority>11</Priority><Conditions><member><Field>host-header</Field><HostHeaderConfig><Values><member>web.migr.example</member></Values></HostHeaderConfig></member></Conditions><Actions><member><Type>forward</Type><ForwardConfig><TargetGroups><member><TargetGroupArn>arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/migr-web-old/9a42f5ac6748b7b9</TargetGroupArn><Weight>90</Weight></member><member><TargetGroupArn>arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/migr-web-shift/8ed178d957ccfba3</TargetGroupArn><Weight>10</Weight></member></TargetGroups><TargetGroupStickinessConfig><Enabled>false</Enabled></TargetGroupStickinessConfig></ForwardConfig></member></Actions><IsDefault>false</IsDefault></member></Rules></DescribeRulesResult><ResponseMetadata><RequestId>pcaEQ91i7IyHlciW99gZfAK9Myp7ZLU0fOR6RA6wfza4fMRjw71L</RequestId></ResponseMetadata></DescribeRulesResponse>
            """#)

    package static let describeListeners = RecordedAnswer(
        operation: "DescribeListeners",
        body: #"""
            <DescribeListenersResponse xmlns="http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/"><DescribeListenersResult><Listeners><member><ListenerArn>arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/migr-old/a682186a91408207/40f4cde75207024c</ListenerArn><LoadBalancerArn>arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/migr-old/a682186a91408207</LoadBalancerArn><Port>80</Port><Protocol>HTTP</Protocol><SslPolicy>ELBSecurityPolicy-2016-08</SslPolicy><DefaultActions><member><Type>fixed-response</Type><FixedResponseConfig><MessageBody>no such host</MessageBody><StatusCode>404</StatusCode><ContentType>text/plain</ContentType></FixedResponseConfig></member></DefaultActions><AlpnPolicy /></member></Listeners></DescribeListenersResult><ResponseMetadata><RequestId>rLH0MDEQdrStULezNWDAEUnua5mctMEPGHdWsyaaU5ivR2JKB4pe</RequestId></ResponseMetadata></DescribeListenersResponse>
            """#)

    package static let describeLoadBalancers = RecordedAnswer(
        operation: "DescribeLoadBalancers",
        body: #"""
            <DescribeLoadBalancersResponse xmlns="http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/"><DescribeLoadBalancersResult><LoadBalancers><member><LoadBalancerArn>arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/migr-old/a682186a91408207</LoadBalancerArn><DNSName>migr-old-1.eu-west-1.elb.amazonaws.com</DNSName><CanonicalHostedZoneId>Z2P70J7EXAMPLE</CanonicalHostedZoneId><CreatedTime>2026-11-23T04:52:50.584000Z</CreatedTime><LoadBalancerName>migr-old</LoadBalancerName><Scheme>internet-facing</Scheme><VpcId>vpc-7de3be30586ecd3da</VpcId><State><Code>active</Code></State><Type>application</Type><AvailabilityZones><member><ZoneName>eu-west-1a</ZoneName><SubnetId>subnet-6fc256726832dd478</SubnetId></member></AvailabilityZones><SecurityGroups><member>sg-0921a23c00abdf5a8</member></SecurityGroups><IpAddressType>ipv4</IpAddressType></member></LoadBalancers></DescribeLoadBalancersResult><ResponseMetadata><RequestId>06zhzXsVfN4D7ApPiyXDCX9pFR5SmZOQ788dVvRm9M2D5pGqNuzg</RequestId></ResponseMetadata></DescribeLoadBalancersResponse>
            """#)

    package static let describeTargetGroups = RecordedAnswer(
        operation: "DescribeTargetGroups",
        body: #"""
            <DescribeTargetGroupsResponse xmlns="http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/"><DescribeTargetGroupsResult><TargetGroups><member><TargetGroupArn>arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/migr-api-new/7cf5f25760188b2b</TargetGroupArn><TargetGroupName>migr-api-new</TargetGroupName><Protocol>HTTP</Protocol><Port>80</Port><VpcId>vpc-7de3be30586ecd3da</VpcId><HealthCheckProtocol>HTTP</HealthCheckProtocol><HealthCheckPort>traffic-port</HealthCheckPort><HealthCheckEnabled>true</HealthCheckEnabled><HealthCheckIntervalSeconds>10</HealthCheckIntervalSeconds><HealthCheckTimeoutSeconds>5</HealthCheckTimeoutSeconds><HealthyThresholdCount>2</HealthyThresholdCount><UnhealthyThresholdCount>2</UnhealthyThresholdCount><HealthCheckPath>/healthz</HealthCheckPath><Matcher><HttpCode>200</HttpCode></Matcher><LoadBalancerArns><member>arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/migr-new/4d686d82d41688e9</member></LoadBalancerArns><TargetType>ip</TargetType><ProtocolVersion>HTTP1</ProtocolVersion><IpAddressType>ipv4</IpAddressType></member></TargetGroups></DescribeTargetGroupsResult><ResponseMetadata><RequestId>iBNb5G7Lf24V69ytF6UG5nwFprEI82nHRDLOlBDksNioN4L3GacJ</RequestId></ResponseMetadata></DescribeTargetGroupsResponse>
            """#)

    package static let describeGroups = RecordedAnswer(
        operation: "DescribeAutoScalingGroups",
        body: #"""
            <DescribeAutoScalingGroupsResponse xmlns="http://autoscaling.amazonaws.com/doc/2011-01-01/"><DescribeAutoScalingGroupsResult><AutoScalingGroups><member><AutoScalingGroupName>migr-asg</AutoScalingGroupName><AutoScalingGroupARN>arn:aws:autoscaling:eu-west-1:123456789012:autoScalingGroup:7bffaf7b-1aa3-41dd-bddc-50de57a199f1:autoScalingGroupName/migr-asg</AutoScalingGroupARN><LaunchTemplate><LaunchTemplateId>lt-88090a5d760422a61</LaunchTemplateId><LaunchTemplateName>migr-lt</LaunchTemplateName><Version>$Latest</Version></LaunchTemplate><MinSize>0</MinSize><MaxSize>8</MaxSize><DesiredCapacity>4</DesiredCapacity><DefaultCooldown>300</DefaultCooldown><AvailabilityZones><member>eu-west-1a</member></AvailabilityZones><LoadBalancerNames /><TargetGroupARNs><member>arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/migr-api-old/e11882adc34eeef3</member></TargetGroupARNs><HealthCheckType>EC2</HealthCheckType><HealthCheckGracePeriod>300</HealthCheckGracePeriod><Instances><member><InstanceId>i-050439eb68730b8a1</InstanceId><InstanceType>t3.micro</InstanceType><AvailabilityZone>eu-west-1a</AvailabilityZone><LifecycleState>InService</LifecycleState><HealthStatus>Healthy</HealthStatus><LaunchTemplate><LaunchTemplateId>lt-88090a5d760422a61</LaunchTemplateId><LaunchTemplateName>migr-lt</LaunchTemplateName><Version>1</Version></LaunchTemplate><ProtectedFromScaleIn>false</ProtectedFromScaleIn></member></Instances><CreatedTime>2026-11-23T04:52:51.945920Z</CreatedTime><SuspendedProcesses /><VPCZoneIdentifier>subnet-6fc256726832dd478,subnet-18ea900b0c4b1f461</VPCZoneIdentifier><EnabledMetrics /><Tags><member><ResourceId>migr-asg</ResourceId><ResourceType>auto-scaling-group</ResourceType><Key>side</Key><Value>old</Value><PropagateAtLaunch>true</PropagateAtLaunch></member></Tags><TerminationPolicies><member>Default</member></TerminationPolicies><NewInstancesProtectedFromScaleIn>false</NewInstancesProtectedFromScaleIn><ServiceLinkedRoleARN>arn:aws:iam::123456789012:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling</ServiceLinkedRoleARN><CapacityRebalance>false</CapacityRebalance></member></AutoScalingGroups></DescribeAutoScalingGroupsResult><ResponseMetadata><RequestId>rw5bzKeUZBZp7kITGCwodxWeHO2cVef0bGrs31t6IEe8LkBpqRaV</RequestId></ResponseMetadata></DescribeAutoScalingGroupsResponse>
            """#)

    package static let describeAutoScalingInstances = RecordedAnswer(
        operation: "DescribeAutoScalingInstances",
        body: #"""
            <DescribeAutoScalingInstancesResponse xmlns="http://autoscaling.amazonaws.com/doc/2011-01-01/"><DescribeAutoScalingInstancesResult><AutoScalingInstances><member><InstanceId>i-050439eb68730b8a1</InstanceId><InstanceType>t3.micro</InstanceType><AutoScalingGroupName>migr-asg</AutoScalingGroupName><AvailabilityZone>eu-west-1a</AvailabilityZone><LifecycleState>InService</LifecycleState><HealthStatus>Healthy</HealthStatus><LaunchTemplate><LaunchTemplateId>lt-88090a5d760422a61</LaunchTemplateId><LaunchTemplateName>migr-lt</LaunchTemplateName><Version>1</Version></LaunchTemplate><ProtectedFromScaleIn>false</ProtectedFromScaleIn></member><member><InstanceId>i-5ad9cc30384a37232</InstanceId><InstanceType>t3.micro</InstanceType><AutoScalingGroupName>migr-asg</AutoScalingGroupName><AvailabilityZone>eu-west-1a</AvailabilityZone><LifecycleState>InService</LifecycleState><HealthStatus>Healthy</HealthStatus><LaunchTemplate><LaunchTemplateId>lt-88090a5d760422a61</LaunchTemplateId><LaunchTemplateName>migr-lt</LaunchTemplateName><Version>1</Version></LaunchTemplate><ProtectedFromScaleIn>false</ProtectedFromScaleIn></member></AutoScalingInstances></DescribeAutoScalingInstancesResult><ResponseMetadata><RequestId>aeq2cb2mP0Zpig4DyBuUY5G5huN026XQNty9kznH9RcgFrCZMIDv</RequestId></ResponseMetadata></DescribeAutoScalingInstancesResponse>
            """#)

    package static let describeInstances = RecordedAnswer(
        operation: "DescribeInstances",
        body: #"""
            <DescribeInstancesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15"><reservationSet><item><reservationId>r-67a48ac723c389e1f</reservationId><ownerId>123456789012</ownerId><groupSet /><instancesSet><item><architecture>x86_64</architecture><blockDeviceMapping><item><deviceName>/dev/sda1</deviceName><ebs><attachTime>2026-11-23T04:52:51.000Z</attachTime><deleteOnTermination>true</deleteOnTermination><status>attached</status><volumeId>vol-209cec816a51fc61b</volumeId></ebs></item></blockDeviceMapping><ebsOptimized>false</ebsOptimized><hypervisor>xen</hypervisor><networkInterfaceSet><item><association /><attachment><attachTime>2026-11-23T04:52:51.000Z</attachTime><attachmentId>eni-attach-02545ff6a75366858</attachmentId><deleteOnTermination>false</deleteOnTermination><deviceIndex>0</deviceIndex><status>attached</status><networkCardIndex>0</networkCardIndex></attachment><description>Primary network interface</description><groupSet><item><groupId>sg-23e1385416641223e</groupId><groupName>default</groupName></item></groupSet><ipv6AddressesSet /><macAddress>02:00:00:b9:67:c2</macAddress><networkInterfaceId>eni-0d5d76748d82721da</networkInterfaceId><ownerId>123456789012</ownerId><privateDnsName>ip-10-42-0-4.ec2.internal</privateDnsName><privateIpAddress>10.42.0.4</privateIpAddress><privateIpAddressesSet><item><primary>true</primary><privateIpAddress>10.42.0.4</privateIpAddress></item></privateIpAddressesSet><sourceDestCheck>true</sourceDestCheck><status>in-use</status><subnetId>subnet-6fc256726832dd478</subnetId><vpcId>vpc-7de3be30586ecd3da</vpcId><interfaceType>interface</interfaceType></item></networkInterfaceSet><rootDeviceName>/dev/xvda</rootDeviceName><rootDeviceType>ebs</rootDeviceType><groupSet /><sourceDestCheck>true</sourceDestCheck><sriovNetSupport>simple</sriovNetSupport><stateReason><code /><message /></stateReason><tagSet><item><key>aws:ec2launchtemplate:id</key><value>lt-88090a5d760422a61</value></item></tagSet><virtualizationType>hvm</virtualizationType><metadataOptions><state>applied</state><httpTokens>optional</httpTokens><httpPutResponseHopLimit>1</httpPutResponseHopLimit><httpEndpoint>enabled</httpEndpoint><httpProtocolIpv6>disabled</httpProtocolIpv6><instanceMetadataTags>disabled</instanceMetadataTags></metadataOptions><instanceId>i-050439eb68730b8a1</instanceId><imageId>ami-000431d0c0ad4080a</imageId><instanceState><code>16</code><name>running</name></instanceState><privateDnsName>ip-10-42-0-4.ec2.internal</privateDnsName><reason /><amiLaunchIndex>0</amiLaunchIndex><productCodes /><instanceType>t3.micro</instanceType><launchTime>2026-11-23T04:52:51.000Z</launchTime><placement><groupName /><tenancy>default</tenancy><availabilityZone>eu-west-1a</availabilityZone></placement><monitoring><state>disabled</state></monitoring><subnetId>subnet-6fc256726832dd478</subnetId><vpcId>vpc-7de3be30586ecd3da</vpcId><privateIpAddress>10.42.0.4</privateIpAddress></item></instancesSet></item></reservationSet><requestId>request-id</requestId></DescribeInstancesResponse>
            """#)

    package static let recordSets = RecordedAnswer(
        operation: "ListResourceRecordSets",
        body: #"""
            <ListResourceRecordSetsResponse xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><ResourceRecordSets><ResourceRecordSet><Name>migr.example.</Name><Type>NS</Type><TTL>172800</TTL><ResourceRecords><ResourceRecord><Value>ns-2048.awsdns-64.com</Value></ResourceRecord><ResourceRecord><Value>ns-2049.awsdns-65.net</Value></ResourceRecord><ResourceRecord><Value>ns-2050.awsdns-66.org</Value></ResourceRecord><ResourceRecord><Value>ns-2051.awsdns-67.co.uk</Value></ResourceRecord></ResourceRecords></ResourceRecordSet><ResourceRecordSet><Name>migr.example.</Name><Type>SOA</Type><TTL>900</TTL><ResourceRecords><ResourceRecord><Value>{'Value': 'ns-2048.awsdns-64.com. hostmaster.example.com. 1 7200 900 1209600 86400'}</Value></ResourceRecord></ResourceRecords></ResourceRecordSet><ResourceRecordSet><Name>migr.example.</Name><Type>TXT</Type><TTL>60</TTL><ResourceRecords><ResourceRecord><Value>"migration world"</Value></ResourceRecord><ResourceRecord><Value>"a \"quoted\" value"</Value></ResourceRecord></ResourceRecords></ResourceRecordSet><ResourceRecordSet><Name>api.migr.example.</Name><Type>A</Type><SetIdentifier>ec2</SetIdentifier><Weight>90</Weight><TTL>0</TTL><AliasTarget><HostedZoneId>Z2P70J7EXAMPLE</HostedZoneId><DNSName>dualstack.migr-old-1.eu-west-1.elb.amazonaws.com.</DNSName><EvaluateTargetHealth>true</EvaluateTargetHealth></AliasTarget></ResourceRecordSet></ResourceRecordSets><IsTruncated>false</IsTruncated><MaxItems>300</MaxItems></ListResourceRecordSetsResponse>
            """#)

    package static let hostedZones = RecordedAnswer(
        operation: "ListHostedZonesByName",
        body: #"""
            <ListHostedZonesByNameResponse xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><HostedZones><HostedZone><Id>/hostedzone/WCV3DVRNZNJKZ6BYNDC94G</Id><Name>migr.example.</Name><CallerReference>migr-7</CallerReference><Config><PrivateZone>false</PrivateZone></Config><ResourceRecordSetCount>11</ResourceRecordSetCount></HostedZone></HostedZones><DNSName>migr.example.</DNSName></ListHostedZonesByNameResponse>
            """#)

    package static let change = RecordedAnswer(
        operation: "GetChange",
        body: #"""
            <GetChangeResponse xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><ChangeInfo><Id>C2682N5HXP0BZ4</Id><Status>INSYNC</Status><SubmittedAt>2026-11-23T04:52:54.436234Z</SubmittedAt></ChangeInfo></GetChangeResponse>
            """#)

    package static let callerIdentity = RecordedAnswer(
        operation: "GetCallerIdentity",
        body: #"""
            <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><UserId>AKIAIOSFODNN7EXAMPLE</UserId><Account>123456789012</Account><Arn>arn:aws:sts::123456789012:user/moto</Arn></GetCallerIdentityResult><ResponseMetadata><RequestId>oV3esSeUu1H1DyJ34vFMULYjqWjQov91zAVQTKZDgPq8QS3Pm3tO</RequestId></ResponseMetadata></GetCallerIdentityResponse>
            """#)

    /// All of them.
    package static let all: [RecordedAnswer] = [
        .getMetricData, .describeServices, .describeTasks, .describeTaskDefinition, .listTasks, .queueAttributes,
        .describeTargetHealth, .describeRules, .describeListeners, .describeLoadBalancers, .describeTargetGroups,
        .describeGroups, .describeAutoScalingInstances, .describeInstances, .recordSets, .hostedZones, .change,
        .callerIdentity, .blueGreenDone, .canaryShifting, .linearShifting, .codeDeployShifting, .codeDeployDone,
        .externalHidden, .breakerRollsBack,
    ]
}
