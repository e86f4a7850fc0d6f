import Discover
import Model
import Testing

@testable import abreast

@Suite("The store of a host that is watched without a file")
struct DiscoveredMigrationTests {
    private func configuration(
        swapped: Bool = false, zone: String = "Z0123456789", region: String = "eu-west-1", profile: String? = nil,
        services: [String] = ["api"]
    ) -> Configuration {
        let old = SideConfiguration(loadBalancer: "app/old/0a", autoScalingGroup: "api-asg")
        let new = SideConfiguration(loadBalancer: "app/new/0b", ecs: ECSConfiguration(cluster: "prod", service: "api"))
        let sides = swapped ? (new, old) : (old, new)
        let split = Split.route53(
            zone: zone, name: "api.example.com", types: [], old: swapped ? "ecs" : "ec2", new: swapped ? "ec2" : "ecs")
        return Configuration(
            migration: "", region: region, profile: profile,
            services: services.map { ServiceConfiguration(name: $0, split: split, old: sides.0, new: sides.1) })
    }

    private func name(_ configuration: Configuration, host: String = "api.example.com") -> String {
        DiscoveredMigration.ofContents.name(of: configuration, [ServiceFinding(name: "api", host: host)])
    }

    @Test func `only those who see the same share one`() {
        let names = [
            name(configuration()), name(configuration(swapped: true)), name(configuration(zone: "Z9876543210")),
            name(configuration(region: "us-east-1")), name(configuration(profile: "prod")),
            name(configuration(services: ["api", "web"])), name(configuration(), host: "www.example.com"),
        ]
        #expect(Set(names).count == names.count, "\(names)")
        #expect(name(configuration()) == name(configuration()))
        #expect(names[0].hasPrefix("api.example.com-"))
    }

    @Test func `a file is called by the host alone, or as the person says`() {
        let found = [ServiceFinding(name: "api", host: "api.example.com")]
        #expect(DiscoveredMigration.ofFile.name(of: configuration(swapped: true), found) == "api.example.com")
        #expect(DiscoveredMigration.named("mine").name(of: configuration(), found) == "mine")
    }

    @Test func `what the reader would not take is refused before anything is written`() throws {
        var good = configuration()
        good.migration = "api"
        try DiscoveredText.readBack(ConfigurationText.text(of: good, header: []), as: "abreast.yaml")
        var bad = good
        bad.services[0].new = bad.services[0].old
        let failure = #expect(throws: Failure.self) {
            try DiscoveredText.readBack(ConfigurationText.text(of: bad, header: []), as: "abreast.yaml")
        }
        #expect(failure?.line.contains("nothing was written") == true)
    }
}
