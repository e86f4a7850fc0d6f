import Foundation
import MigrationFile
import Model
import Testing
import World

/// Someone who has nothing but a host name: `abreast discover` and `abreast watch HOST` against emulated layouts.
@Suite(.serialized) struct DiscoverJourneys {
    private struct Topology: Decodable {
        let host: String
        let zone: String
        let region: String
    }

    /// One world for the suite, with the four layouts and much that belongs to nobody.
    private static let built = Task {
        let world = try await EmulatedWorld.borrow()
        let printed = try world.python(
            "import layouts\nprint(json.dumps(layouts.build(aws, \(Int.random(in: 0..<9999)))))")
        return (world, try JSONDecoder().decode([String: Topology].self, from: Data(printed.utf8)))
    }

    private static func place(_ world: EmulatedWorld) throws -> (folder: String, environment: [String: String]) {
        let folder = NSTemporaryDirectory() + "abreast-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let own = ["ABREAST_CONFIG": "\(folder)/abreast.yaml", "XDG_STATE_HOME": "\(folder)/state", "LANG": "C.UTF-8"]
        return (folder, world.environment.merging(own) { _, new in new })
    }

    @Test(arguments: ["one_each", "shared", "forward", "elsewhere"])
    func `the written configuration works unchanged`(_ name: String) async throws {
        let (world, layouts) = try await Self.built.value
        let layout = try #require(layouts[name])
        let (folder, environment) = try Self.place(world)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let file = "\(folder)/abreast.yaml"
        let found = try Program.run("discover", layout.host, "-o", file, environment: environment)
        #expect(found.status == 0, "\(found.text)\(found.errors)")
        #expect(
            found.text.contains("written: \(file)")
                && found.text.contains("next: abreast check --online --config \(file)"))
        #expect(
            found.text.contains(", for it is Auto Scaling group ") && found.text.contains(", for it is ECS service "))
        let calls = found.text.split(separator: "\n").first { $0.contains(" API calls: ") }?.split(separator: " ").first
        #expect(try #require(calls.flatMap { Int($0) }) <= 40, "\(found.text)")

        let check = try Program.run("check", "--online", environment: environment)
        #expect(check.status == 0, "\(check.text)\(check.errors)")
        let once = try Program.run("poll", "--once", environment: environment)
        #expect(once.status == 0, "\(once.text)\(once.errors)")
        let status = try Program.run("status", "--json", environment: environment)
        let board = try #require(try JSONSerialization.jsonObject(with: Data(status.text.utf8)) as? [String: Any])
        let service = try #require((board["services"] as? [[String: Any]])?.first)
        let applied = (service["share"] as? [String: Any])?["applied"] as? [String: Any]
        let percent = try #require(applied?["value"] as? Double)
        #expect(abs(percent - (try Self.share(of: name, in: world, layout))) < 1e-9)
    }

    /// New's percentage by the weights that boto3 reads.
    private static func share(of name: String, in world: EmulatedWorld, _ layout: Topology) throws -> Double {
        let printed = try world.python(
            """
            import layouts
            host, zone = "\(layout.host)", "\(layout.zone)"
            there = aws.elsewhere("\(layout.region)")
            records = aws.route53.list_resource_record_sets(HostedZoneId=zone, StartRecordName=host)["ResourceRecordSets"]
            records = [one for one in records if one["Name"] == host + "."]
            weighted = {one["Weight"] for one in records if "Weight" in one and one["Type"] in ("A", "CNAME")}
            if not weighted:
                dns = records[0]["AliasTarget"]["DNSName"].removeprefix("dualstack.").rstrip(".")
                pages = there.elbv2.get_paginator("describe_load_balancers").paginate()
                every = [one for page in pages for one in page["LoadBalancers"]]
                arn = next(one["LoadBalancerArn"] for one in every if one["DNSName"].lower() == dns)
                listener = there.elbv2.describe_listeners(LoadBalancerArn=arn)["Listeners"][0]["ListenerArn"]
                rules = there.elbv2.describe_rules(ListenerArn=listener)["Rules"]
                actions = [one["Actions"][0] for one in rules]
                groups = next(one["ForwardConfig"]["TargetGroups"] for one in actions if len(one.get("ForwardConfig", {}).get("TargetGroups", [])) == 2)
                weighted = {one["Weight"] for one in groups}
            # New has the smaller weight in every layout.
            print(100 * min(weighted) / sum(weighted))
            """)
        return try #require(Double(printed.trimmingCharacters(in: .whitespacesAndNewlines)))
    }

    @Test func `a file that is there is left alone`() async throws {
        let (world, layouts) = try await Self.built.value
        let host = try #require(layouts["forward"]).host
        let (folder, environment) = try Self.place(world)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let file = "\(folder)/abreast.yaml"
        try "mine".write(toFile: file, atomically: false, encoding: .utf8)
        let refused = try Program.run("discover", host, "-o", file, environment: environment)
        #expect(refused.status == 1 && refused.errors.contains("--force"))
        #expect(try String(contentsOfFile: file, encoding: .utf8) == "mine")
        let forced = try Program.run("discover", host, "-o", file, "--force", environment: environment)
        #expect(forced.status == 0, "\(forced.text)\(forced.errors)")
        let text = try String(contentsOfFile: file, encoding: .utf8)
        #expect(text.hasPrefix("# Found by `abreast discover \(host) -o \(file) --force`"))
        #expect(text.contains("# old: Auto Scaling group ") && text.contains("# rollout: { mode: manual"))
    }

    @Test func `one more host and a worker go into a file that is there, and nothing of it is lost`() async throws {
        let (world, layouts) = try await Self.built.value
        let (folder, environment) = try Self.place(world)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let file = "\(folder)/abreast.yaml"
        let hosts = try ["forward", "one_each", "elsewhere"].map { try #require(layouts[$0]).host }
        #expect(try Program.run("discover", hosts[0], "-o", file, environment: environment).status == 0)
        let first = "# by mika\n" + (try String(contentsOfFile: file, encoding: .utf8))
        try first.write(toFile: file, atomically: false, encoding: .utf8)

        let more = try Program.run("discover", hosts[1], "--add", file, "--as", "second", environment: environment)
        #expect(more.status == 0 && more.text.contains("added to \(file): second"), "\(more.text)\(more.errors)")
        let worker = try #require(world.names.services["worker"])
        let ecs = "\(world.names.cluster)/\(try #require(worker.new.ecsService))"
        let eater = try Program.run(
            "discover", "--asg", try #require(worker.old.autoScalingGroup), "--ecs", ecs, "--queue", world.names.queue,
            "--as", "worker", "--add", file, environment: environment)
        #expect(eater.status == 0 && eater.text.contains("added to \(file): worker"), "\(eater.text)\(eater.errors)")

        let whole = try String(contentsOfFile: file, encoding: .utf8)
        var rest = whole.split(separator: "\n", omittingEmptySubsequences: false)[...]
        for line in first.split(separator: "\n", omittingEmptySubsequences: false) {
            let place = try #require(rest.firstIndex(of: line), "\(line) is lost: \(whole)")
            rest = rest[(place + 1)...]
        }
        let read = try Configuration.read(text: whole, file: file)
        #expect(read.services.map(\.name).suffix(2) == ["second", "worker"] && read.services.count == 3, "\(whole)")
        let check = try Program.run("check", "--online", environment: environment)
        #expect(check.status == 0, "\(check.text)\(check.errors)")

        let refusals: [([String], String)] = [
            ([hosts[1], "--as", "second"], "it has a service second already; nothing was written; give the new one"),
            ([hosts[1], "--as", "third"], "its service second moves the same weights; nothing was written"),
            ([hosts[2]], "and this configuration is of \(world.names.region); nothing was written"),
        ]
        for (words, reason) in refusals {
            let refused = try Program.output(
                of: Program.path, ["discover"] + words + ["--add", file], environment: environment)
            #expect(refused.status == 1 && refused.errors.contains(reason), "\(refused.text)\(refused.errors)")
            #expect(try String(contentsOfFile: file, encoding: .utf8) == whole)
        }
    }

    @Test func `what cannot be told is said and nothing is written`() async throws {
        let (world, _) = try await Self.built.value
        var (folder, environment) = try Self.place(world)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let file = "\(folder)/abreast.yaml"
        let simple = try Program.run("discover", "ap.example.com", "-o", file, environment: environment)
        #expect(
            simple.status == 1 && simple.text.contains("leads to no load balancer"), "\(simple.text)\(simple.errors)")
        #expect(simple.text.contains("\(file): nothing was written"), "\(simple.text)")
        #expect(!FileManager.default.fileExists(atPath: file))
        let unclear = ["discover", "api.example.com", "ap.example.com", "--ecs", "prod/api"]
        let several = try Program.output(of: Program.path, unclear, environment: environment)
        #expect(several.status == 2 && several.errors.contains("one HOST at a time"), "\(several.errors)")
        #expect(try Program.run("discover", environment: environment).status == 2)
        #expect(try Program.run("discover", "https://api.example.com/", environment: environment).status == 2)
        #expect(try Program.run("stauts", environment: environment).status == 64)
        environment["AWS_ACCESS_KEY_ID"] = world.names.powerless["accessKeyID"]
        environment["AWS_SECRET_ACCESS_KEY"] = world.names.powerless["secretAccessKey"]
        let denied = try Program.run("discover", "api.example.com", environment: environment)
        #expect(denied.status == 1 && denied.text.contains("DENIED route53:ListHostedZonesByName"), "\(denied.text)")
    }

    @Test func `a name with a blank is quoted in the next command`() async throws {
        let (world, layouts) = try await Self.built.value
        let host = try #require(layouts["forward"]).host
        let (folder, environment) = try Self.place(world)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let file = "\(folder)/my file.yaml"
        let found = try Program.run("discover", host, "-o", file, environment: environment)
        #expect(found.text.contains("next: abreast check --online --config '\(file)'"), "\(found.text)\(found.errors)")
        let example = try Program.run("init", file, "--force", environment: environment)
        #expect(example.text.contains("then abreast check --config '\(file)'"), "\(example.text)\(example.errors)")
        let refused = try Program.run(
            "discover", host, "-o", file, "--force", "--name", "a/b", environment: environment)
        #expect(refused.status == 1 && refused.errors.contains("“a/b” cannot name a file"), "\(refused.errors)")
        #expect(try String(contentsOfFile: file, encoding: .utf8) == Configuration.example)
    }

    /// Nobody answers at that address: what asks first would say so.
    @Test func `what cannot be written is told before anything is asked`() throws {
        let environment = ["AWS_ENDPOINT_URL": "http://127.0.0.1:9", "AWS_EC2_METADATA_DISABLED": "true"]
        for (file, reason) in [("/nonexistent/a.yaml", "No such file"), ("/tmp", "is a directory")] {
            let run = try Program.run("discover", "api.example.com", "-o", file, environment: environment)
            #expect(run.status == 1 && run.errors.contains("abreast: \(file): "), "\(run.errors)")
            #expect(run.errors.contains(reason) && !run.errors.contains("127.0.0.1"), "\(run.errors)")
        }
    }

    /// Nobody answers at that address: what asks first would say so.
    @Test func `watch in an unknown terminal asks nothing`() async throws {
        let environment = [
            "AWS_ENDPOINT_URL": "http://127.0.0.1:9", "AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b",
            "AWS_REGION": "eu-west-1", "AWS_EC2_METADATA_DISABLED": "true", "TERM": "no-such-terminal",
        ]
        let terminal = try TmuxTerminal(["watch", "api.example.com"], environment: environment)
        let screen = try await terminal.wait("the end") { $0.contains("left with status 4") }
        #expect(screen.contains("TERM=no-such-terminal is not known to this machine: try TERM=xterm-256color"))
    }

    @Test func `watch needs nothing but the name`() async throws {
        let (world, layouts) = try await Self.built.value
        let host = try #require(layouts["one_each"]).host
        let (folder, environment) = try Self.place(world)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let terminal = try TmuxTerminal(["watch", host], environment: environment)
        try await terminal.wait("the picture", within: 60) { $0.contains("watching in 5 s") }
        try terminal.press("Enter")
        let label = try #require(host.split(separator: ".").first)
        try await terminal.wait("the screen", within: 30) {
            $0.contains("● LIVE") && $0.contains(label) && $0.contains("10")
        }
        try terminal.press("q")
        let end = try await terminal.end()
        #expect(end.status == 0 && end.isRestored)
    }
}
