import AWS
import Model
import Testing

@testable import Discover

@Suite("Which side is old")
struct SideChoiceTests {
    private let instances = FleetFinding.autoScalingGroup(AutoScalingGroup(name: "api-asg"))
    private let tasks = FleetFinding.ecs(ECSService(arn: "", name: "api"), cluster: "prod")

    private func way(
        _ name: String, _ fleets: [FleetFinding] = [], type: String? = nil, doubts: [String] = []
    ) -> WeightedBranch {
        var group = TargetGroup(
            arn: "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/\(name)/0a", name: name)
        group.targetType = type
        let finding = GroupFinding(
            group: group, region: "eu-west-1", targets: [], fleets: fleets, doubts: doubts)
        return WeightedBranch(
            name: name, weights: "A 1", region: "eu-west-1", balancer: "app/\(name)/0b", groups: [finding],
            fleets: fleets)
    }

    private func finding(_ ways: WeightedBranch...) -> ServiceFinding {
        var finding = ServiceFinding(name: "api")
        finding.ways = ways
        return finding
    }

    private func names(_ sides: SideChoice) -> String {
        switch sides {
        case .decided(let old, let new): "\(old.name) → \(new.name)"
        case .unclear(let why): why
        case .none: "none"
        }
    }

    @Test func `EC2 is old and ECS is new, in whichever order they stand`() {
        #expect(names(finding(way("a", [tasks]), way("b", [instances])).sides(Hints())) == "b → a")
        #expect(names(finding(way("a", [instances]), way("b", [tasks])).sides(Hints())) == "a → b")
    }

    @Test func `where no fleet was found targets that are machines tell, and addresses do not`() {
        #expect(names(finding(way("a", [tasks]), way("b", type: "instance")).sides(Hints())) == "b → a")
        for type in ["ip", "lambda"] {
            for other in [way("b", [tasks]), way("b", [instances])] {
                let sides = finding(way("a", type: type), other).sides(Hints())
                #expect(names(sides).contains("--old NAME --new NAME"), "\(type)")
            }
        }
    }

    @Test
    func `machines that an overlooked ECS service may run on tell nothing, unless their group registers them itself`()
        throws
    {
        let doubt = "10 of 90 ECS services were looked at"
        let hosts = way("a", [instances], type: "instance", doubts: [doubt])
        let sides = names(finding(hosts, way("b", [tasks])).sides(Hints()))
        #expect(sides.contains("--old NAME --new NAME") && sides.contains(doubt))
        #expect(way("a", type: "instance", doubts: [doubt]).kind == nil)
        #expect(hosts.evidence.contains("by its instances only"))
        #expect(way("a", [instances], type: "instance").kind == .ec2)

        var group = AutoScalingGroup(name: "api-asg")
        group.targetGroupARNs = hosts.groups.map(\.group.arn)
        #expect(way("a", [.autoScalingGroup(group)], type: "instance", doubts: [doubt]).kind == .ec2)

        // The person did not name the container instances of the tasks.
        var registering = AutoScalingGroup(name: "old-asg")
        registering.targetGroupARNs = way("b").groups.map(\.group.arn)
        let hints = Hints(old: "b", ecs: ECSConfiguration(cluster: "prod", service: "api"))
        let draft = try finding(hosts, way("b", [.autoScalingGroup(registering)])).draft(hints)
        #expect(draft.configuration.new.autoScalingGroup == nil && draft.configuration.new.ecs?.service == "api")
        #expect(draft.comments.contains("new: ECS service prod/api as you said; not seen to register"))
        // Here the person did name them.
        let both = Hints(old: "b", autoScalingGroup: "api-asg", ecs: hints.ecs)
        let machines = try finding(hosts, way("b", [.autoScalingGroup(registering)])).draft(both)
        #expect(machines.configuration.new.autoScalingGroup == "api-asg" && machines.configuration.new.ecs == nil)
        #expect(machines.comments.contains("ECS service prod/api, which you named, is not on either side"))
        let other = Hints(old: "b", autoScalingGroup: "old-asg", ecs: hints.ecs)
        let tasks = try finding(hosts, way("b", [.autoScalingGroup(registering)])).draft(other).configuration
        #expect(tasks.new.ecs?.service == "api" && tasks.old.autoScalingGroup == "old-asg")
    }

    @Test func `an ECS service on instances is ECS, for the fleet tells more than the targets`() {
        #expect(names(finding(way("a", [tasks], type: "instance"), way("b", [instances])).sides(Hints())) == "b → a")
    }

    @Test func `two sides of one kind are not guessed, and said by whatever name they have`() {
        let both = finding(way("blue", [tasks]), way("green", [tasks]))
        #expect(names(both.sides(Hints())).hasPrefix("both sides run on ECS: say which is old"))
        #expect(names(both.sides(Hints(old: "green"))) == "green → blue")
        #expect(names(both.sides(Hints(new: "app/green/0b"))) == "blue → green")
        #expect(names(both.sides(Hints(old: "targetgroup/blue/0a", new: "green"))) == "blue → green")
        // Both run on the service of that name.
        #expect(names(both.sides(Hints(old: "prod/api"))).contains("names no single way"))
        #expect(names(both.sides(Hints(old: "red"))).contains("red names no single way"))
        #expect(names(both.sides(Hints(old: "blue", new: "blue"))).contains("must name two ways"))
    }

    @Test func `what a person says wins over what runs there`() {
        #expect(names(finding(way("a", [instances]), way("b", [tasks])).sides(Hints(old: "b"))) == "b → a")
    }

    @Test func `what a person says against the evidence is said in picture and file`() throws {
        let finding = finding(way("a", [instances]), way("b", [tasks]))
        let against = "as you said, against what runs there: ECS is old"
        #expect(DiscoveryTree(finding, hints: Hints(old: "b")).lines.contains { $0.text == against })
        #expect(try finding.draft(Hints(old: "b")).comments.contains(against))
        for hints in [Hints(), Hints(old: "a")] {
            #expect(!DiscoveryTree(finding, hints: hints).lines.contains { $0.text.contains("against") })
            #expect(try finding.draft(hints).comments.allSatisfy { !$0.contains("against") })
        }
        let half = SideChoice.contradiction(old: way("a", type: "ip"), new: way("b", [instances]))
        #expect(half == "as you said, against what runs there: EC2 is new")
        #expect(SideChoice.contradiction(old: way("a", [tasks]), new: way("b", [tasks])) == nil)
    }

    @Test func `a third way is never left out silently`() throws {
        let three = finding(way("a", [instances]), way("b", [tasks]), way("c", [tasks]))
        #expect(names(three.sides(Hints())).hasPrefix("3 ways take its traffic"))
        let hints = Hints(old: "a", new: "c")
        let draft = try three.draft(hints)
        #expect(draft.comments.contains { $0.hasPrefix("“b” (A 1) is neither old nor new") })
    }

    @Test func `a side without its fleet is refused with the option that names it, and taken with it`() throws {
        let finding = finding(way("a", type: "instance"), way("b", [tasks]))
        let refusal = #expect(throws: DraftRefusal.self) { try finding.draft(Hints()) }
        #expect(refusal?.reasons.count == 1 && refusal?.reasons[0].contains("--asg GROUP") == true)
        let draft = try finding.draft(Hints(autoScalingGroup: "api-asg"))
        #expect(draft.configuration.old.autoScalingGroup == "api-asg" && draft.configuration.new.ecs?.cluster == "prod")
        #expect(draft.comments.contains("old: Auto Scaling group api-asg as you said; not seen to register"))
        let seen = self.finding(way("a", [instances]), way("b", [tasks]))
        let hints = Hints(autoScalingGroup: "api-asg", ecs: ECSConfiguration(cluster: "prod", service: "api"))
        #expect(try seen.draft(hints).comments.allSatisfy { !$0.contains("as you said") })
    }

    @Test func `sides in two regions are refused`() {
        var other = way("b", [tasks])
        other = WeightedBranch(
            name: "b", weights: "A 1", region: "us-east-1", balancer: other.balancer, groups: other.groups,
            fleets: other.fleets)
        let refusal = #expect(throws: DraftRefusal.self) { try finding(way("a", [instances]), other).draft(Hints()) }
        #expect(refusal?.reasons.contains { $0.contains("two regions") } == true)
    }
}
