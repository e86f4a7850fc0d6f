import Foundation
import Testing

/// What the tab key offers, and where a configuration is looked for.
@Suite struct CompletionJourneys {
    private static let text = """
        migration: yoyaku
        region: ap-northeast-1
        rollout: { mode: manual, steps: [5, 25, 100] }
        groups: { front: [api, web] }
        services:
          api:
            split: { route53: { zone: example.com, name: api.example.com, old: ec2, new: ecs } }
            old: { auto_scaling_group: api-asg, load_balancer: app/api-old/50dc6c495c0c9188 }
            new: { ecs: { cluster: prod, service: api }, load_balancer: app/api-new/9d51b1a3a2f0c5d7 }
          web:
            split: { route53: { zone: example.com, name: web.example.com, old: ec2, new: ecs } }
            old: { auto_scaling_group: web-asg, load_balancer: app/web-old/50dc6c495c0c9188 }
            new: { ecs: { cluster: prod, service: web }, load_balancer: app/web-new/9d51b1a3a2f0c5d7 }
          worker:
            old: { auto_scaling_group: worker-asg }
            new: { ecs: { cluster: prod, service: worker } }
        """

    /// A folder with a configuration in it, and one in each place of the search.
    private struct Folder {
        let path = NSTemporaryDirectory() + "abreast-search-\(UUID().uuidString)"
        var environment: [String: String] {
            ["HOME": path + "/home", "XDG_CONFIG_HOME": path + "/xdg", "ABREAST_CONFIG": ""]
        }

        func write(_ file: String, migration: String = "yoyaku") throws {
            let file = "\(path)/\(file)"
            try FileManager.default.createDirectory(
                atPath: (file as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
            try CompletionJourneys.text.replacing("yoyaku", with: migration)
                .write(toFile: file, atomically: true, encoding: .utf8)
        }

        /// Runs `abreast` in the folder.
        func run(_ words: String, _ more: [String: String] = [:]) throws -> Program.Output {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            return try Program.output(
                of: "/bin/sh", ["-c", "cd '\(path)' && exec '\(Program.path)' \(words)"],
                environment: environment.merging(more) { _, new in new })
        }
    }

    private func offered(_ folder: Folder, _ call: String, _ line: String) throws -> [String] {
        let words = line.split(separator: " ").count
        let output = try folder.run("---completion \(call) \(words) 0 \(line) ''")
        #expect(output.status == 0 && output.errors.isEmpty, "\(call): \(output.errors)")
        return output.text.split(separator: "\n").map(String.init)
    }

    @Test func `services, groups and steps come from the file`() throws {
        let folder = Folder()
        try folder.write("abreast.yaml")
        for command in ["advance", "rollback", "status", "plan"] {
            let found = try offered(folder, "\(command) -- positional@0", "abreast \(command)")
            #expect(found == ["front", "api", "web", "worker"], "\(command)")
        }
        for command in ["gate", "events", "pause", "resume", "renew"] {
            let found = try offered(folder, "\(command) -- positional@0", "abreast \(command)")
            #expect(found == ["api", "web", "worker"], "\(command)")
        }
        #expect(try offered(folder, "advance -- positional@1", "abreast advance api") == ["5", "25", "100"])
        #expect(try offered(folder, "advance -- --to", "abreast advance api --to") == ["5", "25", "100"])
        #expect(try offered(folder, "rollback -- --to", "abreast rollback front --to") == ["5", "25", "100"])
        #expect(try offered(folder, "advance -- --to", "abreast advance worker --to") == [])
    }

    @Test func `the file that the line names is read, and a bad one offers nothing`() throws {
        let folder = Folder()
        try folder.write("other.yaml")
        for line in ["-c other.yaml", "--config other.yaml", "--config=other.yaml"] {
            #expect(try offered(folder, "gate -- positional@0", "abreast gate \(line)").count == 3, "\(line)")
        }
        #expect(try offered(folder, "gate -- positional@0", "abreast gate") == [])
        try "migration: [".write(toFile: "\(folder.path)/abreast.yaml", atomically: true, encoding: .utf8)
        #expect(try offered(folder, "gate -- positional@0", "abreast gate") == [])
        #expect(try offered(folder, "advance -- --to", "abreast advance api --to") == [])
    }

    @Test func `the rules stand in each shell's script`() throws {
        for shell in ["bash", "zsh", "fish"] {
            let script = try Program.run("--generate-completion-script", shell, environment: [:]).text
            for rule in ["blind", "worse", "targets", "deployment", "capacity", "settling"] {
                #expect(script.contains(rule), "\(shell): \(rule)")
            }
        }
    }

    @Test func `each place of the search is looked at, in its order`() throws {
        let folder = Folder()
        func found(_ words: String = "check", _ more: [String: String] = [:]) throws -> String {
            let said = try folder.run(words, more)
            return said.text.firstMatch(of: /good: (\w+) in/).map { String($0.1) } ?? said.errors
        }
        let nothing = try found()
        let places = ["abreast.yaml", "\(folder.path)/xdg/abreast/abreast.yaml", "/etc/abreast/abreast.yaml"]
        #expect(nothing.contains("looked for \(places.joined(separator: ", "))"), "\(nothing)")
        #expect(nothing.contains("--config FILE or $ABREAST_CONFIG"))
        try folder.write("home/.config/abreast/abreast.yaml", migration: "home")
        #expect(try found("check", ["XDG_CONFIG_HOME": ""]) == "home")
        try folder.write("xdg/abreast/abreast.yaml", migration: "xdg")
        #expect(try found() == "xdg")
        try folder.write("abreast.yaml", migration: "here")
        #expect(try found() == "here")
        try folder.write("variable.yaml", migration: "variable")
        #expect(try found("check", ["ABREAST_CONFIG": "variable.yaml"]) == "variable")
        try folder.write("named.yaml", migration: "named")
        for words in ["check -c named.yaml", "--config named.yaml check", "-c named.yaml check"] {
            #expect(try found(words, ["ABREAST_CONFIG": "variable.yaml"]) == "named", "\(words)")
        }
        // A named file must exist: no other one is used instead.
        #expect(try found("check -c nowhere.yaml").contains("nowhere.yaml: cannot be read"))
        #expect(
            try found("check", ["ABREAST_CONFIG": "gone.yaml"]).contains(
                "gone.yaml (from $ABREAST_CONFIG): cannot be read"))
    }

    @Test func `help, README and pages tell the same order`() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..").standardizedFileURL
        let order = ["--config", "$ABREAST_CONFIG", "./abreast.yaml", "$XDG_CONFIG_HOME", "/etc/abreast/abreast.yaml"]
        func isTold(_ text: String) -> Bool {
            var rest = text[...]
            for place in order {
                guard let found = rest.range(of: place) else { return false }
                rest = rest[found.upperBound...]
            }
            return true
        }
        for words in [["--help"], ["poll", "--help"], ["gate", "--help"]] {
            #expect(isTold(try Program.output(of: Program.path, words, environment: [:]).text), "\(words)")
        }
        for page in [
            "README.md", "Sources/abreast/abreast.docc/Commands.md", "Sources/abreast/abreast.docc/Configuration.md",
        ] {
            #expect(isTold(try String(contentsOf: root.appending(path: page), encoding: .utf8)), "\(page)")
        }
    }

    /// Each command that asks AWS, and none that only reads the store.
    @Test func `region and profile are options of what asks AWS`() throws {
        for command in ["watch", "discover", "check", "doctor", "poll", "plan", "advance", "rollback"] {
            let help = try Program.run(command, "--help", environment: [:]).text
            #expect(help.contains("--region <region>") && help.contains("--profile <profile>"), "\(command)")
        }
        let folder = Folder()
        try folder.write("abreast.yaml")
        let plan = try folder.run("plan --profile nobody", ["AWS_CONFIG_FILE": "/nowhere"])
        #expect(plan.status != 0 && plan.errors.contains("nobody"), "\(plan.errors)")
        let region = try folder.run("poll --once --region tokyo")
        #expect(region.status == 64 && region.errors.contains("write e.g. --region ap-northeast-1"), "\(region.errors)")
        #expect(try folder.run("check --region eu-west-1").text.contains("good: yoyaku in eu-west-1"))
        let next = try folder.run("check --region eu-west-1 --profile p").text
        #expect(next.contains("--config \(folder.path)/abreast.yaml --region eu-west-1 --profile p"), "\(next)")
    }
}
