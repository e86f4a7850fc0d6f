import Testing
import World

/// A world that goes from test to test must not carry anything from one to the next.
@Suite("A lent world", .serialized)
struct LentWorldTests {
    @Test func `comes back as it was born, records, forwards and faults alike`() async throws {
        let world = try await EmulatedWorld.borrow()
        let born = try world.everything()
        _ = try world.python(
            """
            set_weights("api", 1, 2)
            one = {"Name": "left.example.com", "Type": "A", "TTL": 5, "ResourceRecords": [{"Value": "192.0.2.1"}]}
            gone = {**one, "Name": "api2.example.com", "TTL": 300, "ResourceRecords": [{"Value": "192.0.2.8"}]}
            changes = [{"Action": "UPSERT", "ResourceRecordSet": one}, {"Action": "DELETE", "ResourceRecordSet": gone}]
            aws.route53.change_resource_record_sets(HostedZoneId=names["zoneID"], ChangeBatch={"Changes": changes})
            checkout = names["services"]["checkout"]
            action = [{"Type": "forward", "TargetGroupArn": checkout["old"]["targetGroup"]["arn"]}]
            aws.elbv2.modify_rule(RuleArn=checkout["ruleARN"], Actions=action)
            aws.elbv2.modify_listener(ListenerArn=checkout["listenerARN"], DefaultActions=action)
            """)
        try world.fault("closed", service: "ecs")
        #expect(try world.everything() != born)
        let process = world.description.pid
        world.giveBack()
        let next = try await EmulatedWorld.borrow()
        defer { next.giveBack() }
        #expect(next.description.pid == process)
        #expect(try next.everything() == born)
        let throughProxy = """
            from keys import Clients
            print(len(Clients(world["faultEndpoints"], aws.key, aws.secret).ecs.list_clusters()["clusterArns"]))
            """
        #expect(try next.python(throughProxy) == "1\n")
    }

    @Test func `that has another fleet is not lent again`() async throws {
        let world = try await EmulatedWorld.borrow()
        _ = try world.python(
            "aws.auto_scaling.update_auto_scaling_group(AutoScalingGroupName='web-asg', DesiredCapacity=5)")
        let process = world.description.pid
        world.giveBack()
        let next = try await EmulatedWorld.borrow()
        defer { next.giveBack() }
        #expect(next.description.pid != process)
    }
}
