import Foundation
import Model
import Testing
import World

/// Staging and production in one zone: whatever is ordered from either file, only the record that the order names moves.
@Suite(.serialized) struct EnvironmentJourneys {
    /// How many random orders; more for a long run.
    private static let orders = ProcessInfo.processInfo.environment["ABREAST_ORDERS"].flatMap(Int.init) ?? 20
    private static let seed = ProcessInfo.processInfo.environment["ABREAST_SEED"].flatMap(UInt64.init) ?? 1

    @Test func `another environment's file on one store is refused with both records named`() async throws {
        let world = try await EmulatedWorld.borrow()
        defer { world.giveBack() }
        let place = try TwoEnvironments(world)
        let poller = try place.poll(.production)
        defer { poller.killAtOnce() }
        let before = try place.weights()
        let orders = [
            ["advance", "api", "--to", "50"], ["advance", "api", "--to", "50", "--yes"], ["rollback", "api"],
            ["rollback", "api", "--yes"], ["pause", "api"], ["resume", "api", "--yes"], ["renew", "api"],
            ["gate", "api"],
            ["poll", "--once"], ["poll"], ["status"], ["events"], ["watch"], ["snapshot"],
            ["poll", "--once", "--adopt"],
        ]
        for words in orders {
            let said = try place.run(.staging, words)
            let status: Int32 = words == ["gate", "api"] || words.contains("--adopt") ? 3 : 2
            #expect(said.status == status, "\(words): \(said.status) \(said.text)\(said.errors)")
            guard !words.contains("--adopt") else { continue }
            for record in ["record api.\(place.zone)", "record api.stg.\(place.zone)"] {
                #expect(said.errors.contains(record), "\(words): \(said.errors)")
            }
            for file in ["prod.yaml", "stg.yaml"] { #expect(said.errors.contains(file), "\(words): \(said.errors)") }
            #expect(said.errors.contains("account …\(world.names.account.suffix(4))"), "\(said.errors)")
        }
        #expect(try place.weights() == before)
        // The file that the store is for is obeyed as before, and says what it moves.
        let preview = try place.run(.production, ["rollback", "api"])
        #expect(preview.text.contains("api: this moves record api.\(place.zone), account …"), "\(preview.text)")
        let back = try place.run(.production, ["rollback", "api", "--yes", "--snapshot-dir", place.directory])
        #expect(back.status == 0 && back.text.contains("[record api.\(place.zone), account …"), "\(back.text)")
        let events = try place.run(.production, ["events", "--json"]).text
        #expect(events.contains("order 1, record api.\(place.zone), account …"), "\(events)")
    }

    @Test(.timeLimit(.minutes(120)))
    func `random orders move the named record alone`() async throws {
        let world = try await EmulatedWorld.borrow()
        defer { world.giveBack() }
        let place = try TwoEnvironments(world)
        var chance = SplitMix64(seed: Self.seed)
        var poller: Spawned?
        defer { poller?.killAtOnce() }
        var tally: [String: Int] = [:]
        for number in 0..<Self.orders {
            try change(&poller, place, &chance)
            let environment = Environment.allCases.randomElement(using: &chance) ?? .staging
            let words = order(&chance)
            // What a roll back has left held would refuse every later step.
            if Bool.random(using: &chance) { _ = try place.run(environment, ["resume", words[1], "--yes"]) }
            let before = try place.weights()
            let preview = try place.run(environment, words)
            #expect(try place.weights() == before, "order \(number): a preview moved something")
            let said = try place.run(environment, words + ["--yes", "--snapshot-dir", place.directory])
            let after = try place.weights()
            let moved = Set(after.keys.filter { after[$0] != before[$0] })
            let named = "\(words[1]).\(environment.prefix)\(place.zone)"
            #expect(
                moved.isSubset(of: [named]),
                "order \(number) \(environment) \(words): \(moved)\n\(said.text)\(said.errors)")
            if said.status == 0 || !moved.isEmpty {
                #expect(preview.text.contains("record \(named)"), "order \(number): \(preview.text)")
                #expect(said.text.contains("record \(named)"), "order \(number): \(said.text)")
            }
            tally["\(environment) \(words[0]) \(said.status)\(moved.isEmpty ? "" : " moved")", default: 0] += 1
        }
        // A run in which nothing moves or nothing is refused would prove nothing.
        let told = "\(tally.sorted { $0.key < $1.key })"
        print("random orders, seed \(Self.seed): \(told)")
        #expect(tally.keys.contains { $0.hasSuffix(" moved") }, "\(told)")
        #expect(tally.keys.contains { $0.hasSuffix(" 2") }, "\(told)")
    }

    /// Lets the poller be, hang, go on, die, or be another one. A hung one would hold the lease for ever.
    private func change(_ poller: inout Spawned?, _ place: TwoEnvironments, _ chance: inout SplitMix64) throws {
        switch UInt8.random(in: 0..<10, using: &chance) {
        case 0..<5: break
        case 5:
            poller?.hang(true)
        case 6:
            poller?.hang(false)
        case 7:
            poller?.killAtOnce()
            poller = nil
        default:
            poller?.killAtOnce()
            // Half of the time the store follows the other file from now on.
            let environment = Environment.allCases.randomElement(using: &chance) ?? .production
            if Bool.random(using: &chance) {
                for _ in 0..<30 where try place.run(environment, ["poll", "--once", "--adopt"]).status == 3 {
                    usleep(500_000)
                }
            }
            poller = try Program.start("poll", "--config", place.file(environment), environment: place.environment)
            usleep(1_500_000)
        }
    }

    private func order(_ chance: inout SplitMix64) -> [String] {
        let service = ["api", "web"].randomElement(using: &chance) ?? "api"
        guard Bool.random(using: &chance) else { return ["rollback", service] }
        let step = ["25", "50", "100"].randomElement(using: &chance) ?? "50"
        return [
            "advance", service, "--to", step, "--override", "blind", "worse", "targets", "deployment", "capacity",
            "settling", "baking",
        ]
    }
}

private enum Environment: CaseIterable {
    case production, staging

    var prefix: String { self == .production ? "" : "stg." }
}

/// Two files of one migration's name, one for each environment, in front of one emulated zone.
private struct TwoEnvironments {
    let directory = NSTemporaryDirectory() + "abreast-environments-\(UUID().uuidString)"
    let environment: [String: String]
    let zone: String
    private let world: EmulatedWorld

    init(_ world: EmulatedWorld) throws {
        self.world = world
        zone = world.names.zone
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        environment = world.faultEnvironment.merging([
            "XDG_STATE_HOME": directory + "/state", "TZ": "UTC", "ABREAST_ACTOR": "mika@desk",
        ]) { _, new in new }
        let plan = "\nrollout: { mode: manual, steps: [25, 50, 100], bake: 1m, dead_man: 20m }\nservices:"
        let text = try String(contentsOfFile: world.faultConfigPath, encoding: .utf8)
            .replacing("\nservices:", with: plan, maxReplacements: 1)
        for one in Environment.allCases {
            var own = text
            for service in ["api", "web"] {
                own = own.replacing("name: \(service).\(zone)", with: "name: \(service).\(one.prefix)\(zone)")
            }
            try own.write(toFile: file(one), atomically: true, encoding: .utf8)
        }
        _ = try world.python(
            """
            found = aws.route53.list_resource_record_sets(HostedZoneId=names["zoneID"])["ResourceRecordSets"]
            changes = []
            for one in found:
                if "Weight" in one:
                    name = one["Name"].replace("\(zone)", "stg.\(zone)")
                    changes.append({"Action": "UPSERT", "ResourceRecordSet": {**one, "Name": name}})
            aws.route53.change_resource_record_sets(HostedZoneId=names["zoneID"], ChangeBatch={"Changes": changes})
            """)
    }

    func file(_ one: Environment) -> String { "\(directory)/\(one == .production ? "prod" : "stg").yaml" }

    func run(_ one: Environment, _ words: [String]) throws -> Program.Output {
        let isMissing = words[0] != "snapshot" && words[0] != "rollback"
        let words = isMissing ? words.filter { !["--snapshot-dir", directory].contains($0) } : words
        return try Program.output(of: Program.path, words + ["--config", file(one)], environment: environment)
    }

    /// A poller that has read the weights once.
    func poll(_ one: Environment) throws -> Spawned {
        try Program.startPolling("--config", file(one), environment: environment)
    }

    /// By record name, what boto3 reads: `A/ec2=75 A/ecs=25 …`.
    func weights() throws -> [String: String] {
        try world.boto3(
            [String: String].self,
            """
            pages = aws.route53.get_paginator("list_resource_record_sets").paginate(HostedZoneId=names["zoneID"])
            found = {}
            for page in pages:
                for one in page["ResourceRecordSets"]:
                    if "Weight" in one:
                        words = f'{one["Type"]}/{one["SetIdentifier"]}={one["Weight"]}'
                        name = one["Name"].rstrip(".")
                        found[name] = (found.get(name, "") + " " + words).strip()
            found
            """)
    }
}
