import Model
import Testing

@Suite("What a configuration moves")
struct MigrationIdentityTests {
    private static let listener = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/shared/50dc/f2f7"

    private func configuration(
        _ host: String = "api.example.com", zone: String = "example.com", types: [String] = [], service: String = "api",
        old: String = "api-old", file: String? = "prod.yaml"
    ) -> Configuration {
        var configuration = Configuration(
            migration: "m", region: "eu-west-1",
            services: [
                ServiceConfiguration(
                    name: service, split: .route53(zone: zone, name: host, types: types, old: "ec2", new: "ecs"),
                    old: SideConfiguration(loadBalancer: old, autoScalingGroup: "api-asg"),
                    new: SideConfiguration(
                        loadBalancer: "api-new", ecs: ECSConfiguration(cluster: "prod", service: "api")))
            ])
        configuration.file = file
        return configuration
    }

    @Test func `every form of a name is the same target`() {
        var other = configuration("API.example.com.", zone: "example.com.", old: "app/api-old/50dc6c495c0c9188")
        other.services[0].old.autoScalingGroup =
            "arn:aws:autoscaling:eu-west-1:111122223333:autoScalingGroup:1f2e:autoScalingGroupName/api-asg"
        other.services[0].new.ecs = ECSConfiguration(
            cluster: "arn:aws:ecs:eu-west-1:111122223333:cluster/prod",
            service: "arn:aws:ecs:eu-west-1:111122223333:service/prod/api")
        #expect(configuration().identity().conflict(with: other.identity()) == nil)
    }

    @Test(
        "a difference in what is moved is a conflict",
        arguments: [
            ("api.stg.example.com", "example.com", [], "api-old"),
            ("api.example.com", "Z0123456789ABCDEF", [], "api-old"),
            ("api.example.com", "example.com", ["A"], "api-old"), ("api.example.com", "example.com", [], "api-older"),
        ] as [(String, String, [String], String)])
    func conflicts(_ host: String, _ zone: String, _ types: [String], _ old: String) throws {
        let other = configuration(host, zone: zone, types: types, old: old, file: "stg.yaml")
        let conflict = try #require(configuration().identity().conflict(with: other.identity()))
        #expect(
            conflict.service == "api" && conflict.words.contains("prod.yaml") && conflict.words.contains("stg.yaml"))
        #expect(configuration().identity().conflict(with: configuration().identity()) == nil)
    }

    @Test func `swapped identifiers are a conflict`() {
        var other = configuration()
        other.services[0].split = .route53(
            zone: "example.com", name: "api.example.com", types: [], old: "ecs", new: "ec2")
        #expect(configuration().identity().conflict(with: other.identity()) != nil)
    }

    @Test func `an account that is not known is no difference, and two that are known are one`() {
        let unknown = configuration().identity()
        let (one, other) = (
            configuration().identity(account: "111122223333"), configuration().identity(account: "444455556666")
        )
        #expect(unknown.conflict(with: one) == nil && one.conflict(with: unknown) == nil)
        #expect(one.conflict(with: other)?.words.contains("account …3333") == true)
        #expect(unknown.joined(one).account == "111122223333")
        #expect(unknown.joined(one).conflict(with: other) != nil)
    }

    @Test func `files that share no service are of two migrations`() throws {
        let other = configuration("web.example.com", service: "web", file: "web.yaml")
        let conflict = try #require(configuration().identity().conflict(with: other.identity()))
        #expect(conflict.words.contains("api by record api.example.com"))
        #expect(conflict.words.contains("web by record web.example.com"))
        var both = configuration()
        both.services += other.services
        #expect(configuration().identity().conflict(with: both.identity()) == nil)
        #expect(Set(configuration().identity().joined(both.identity()).services.keys) == ["api", "web"])
    }

    @Test func `it is told with the record and the account's last digits only`() throws {
        let record = try #require(configuration().identity(account: "111122223333").services["api"]?.words)
        #expect(record == "record api.example.com, account …3333")
        let service = ServiceConfiguration(
            name: "api", split: .alb(listener: Self.listener, rule: "10", old: "one", new: "targetgroup/two/50dc"),
            old: SideConfiguration(), new: SideConfiguration())
        let target = ServiceTarget(service, region: "eu-west-1", account: "111122223333")
        #expect(target.words == "listener app/shared/50dc/f2f7 rule 10, account …3333")
        #expect(target.new.identifier == "two")
    }

    @Test func `a digest is of all that is said and of nothing else`() {
        let first = configuration()
        var (other, stepped, hooked) = (configuration(file: "elsewhere.yaml"), first, first)
        #expect(first.digest == other.digest && first.digest.utf8.count == 16)
        stepped.services[0].rollout = RolloutPlan(mode: .manual, steps: [1, 25])
        hooked.hooks = [Hook(on: [.worse, .blind, .pass], run: ["/bin/true"])]
        other.endpoints = ["ecs": "http://127.0.0.1:1", "sqs": "http://127.0.0.1:2", "sts": "http://127.0.0.1:3"]
        var limited = first
        limited.services[0].limits.errorPercent = 1.5
        var quiet = first
        quiet.screen.usesMouse = false
        quiet.screen.notify = [.bell]
        #expect(quiet.digest == first.digest, "each screen may behave in its own way")
        let digests = [first, stepped, hooked, other, limited].map(\.digest)
        #expect(Set(digests).count == digests.count)
        #expect([first, stepped, hooked, other, limited].map(\.digest) == digests)
    }
}
