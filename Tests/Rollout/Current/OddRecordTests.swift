import AWS
import Fixtures
import Model
import Testing

@testable import Rollout

@Suite("A record that cannot be read, beside others")
struct OddRecordTests {
    private func service(_ name: String) -> ServiceConfiguration {
        ServiceConfiguration(
            name: name,
            split: .route53(
                zone: "Z0123456789ABC", name: "\(name).example.com", types: [], old: "ec2", new: "ecs"),
            old: SideConfiguration(autoScalingGroup: "a"), new: SideConfiguration(autoScalingGroup: "b"))
    }

    private func record(_ name: String, _ identifier: String, _ weight: Int) -> String {
        WireSamples.record(
            "A", identifier, weight, extra: WireSamples.values("192.0.2.1", ttl: 60), name: "\(name).example.com")
    }

    /// The other service can go on, and roll back.
    @Test func `holds up only the service whose weight it is`() async throws {
        let sender = ScriptedSender([
            "ListResourceRecordSets": WireSamples.listing(
                record("api", "ec2", 75), record("api", "ecs", 999), record("web", "ec2", 75), record("web", "ecs", 25))
        ])
        let reader = CurrentReader(sender: sender, deadline: .now + .seconds(5), readsHealth: false)
        let found = await reader.standing(of: [service("api"), service("web")])
        #expect(try found["web"]?.get().percent == 25)
        let fault = #expect(throws: StandingFault.self) { try found["api"]?.get() }
        #expect(fault?.words.contains("api.example.com") == true && fault?.words.contains("Weight") == true)
        #expect(sender.operations == ["ListResourceRecordSets"])
    }
}
