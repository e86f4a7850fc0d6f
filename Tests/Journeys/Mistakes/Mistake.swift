import Foundation

/// A typical mistake: what was done, and what the answer has to name.
struct Mistake: Sendable {
    /// What went wrong, for the page; without a full stop.
    var what: String
    /// The words behind `abreast`.
    var words: [String]
    var status: Int32
    /// Where it is wrong: an option, a file and line, a variable, a name.
    var place: String
    /// What to do or to write instead.
    var remedy: String
    /// The line of the file that is wrong, for the page.
    var line: String?
    /// Files by their path in the person's home; `abreast.yaml` is there unless it is named here. `nil` for no such file.
    var files: [String: String?] = [:]
    var variables: [String: String] = [:]
    /// What a colleague has done before, as command lines of `abreast`.
    var before: [[String]] = []

    init(
        _ what: String, _ words: String, status: Int32, place: String, remedy: String, files: [String: String?] = [:],
        variables: [String: String] = [:], before: [String] = []
    ) {
        self.what = what
        self.words = Self.split(words)
        self.status = status
        self.place = place
        self.remedy = remedy
        self.files = files
        self.variables = variables
        self.before = before.map(Self.split)
    }

    /// One passage of the configuration is replaced by another, and `abreast check` is asked.
    init(_ what: String, in passage: String, write line: String, place: String, remedy: String) {
        self.init(what, "check", status: 2, place: place, remedy: remedy)
        files["abreast.yaml"] = Self.good.replacing(passage, with: line, maxReplacements: 1)
        self.line = line
    }

    private static func split(_ words: String) -> [String] { words.split(separator: " ").map(String.init) }

    /// The configuration without a mistake.
    static let good = """
        migration: yoyaku
        region: ap-northeast-1
        rollout: { mode: manual, steps: [5, 25, 100], bake: 15m }
        groups: { front: [api, web] }
        services:
          api:
            split: { route53: { zone: yoyaku.example, name: api.yoyaku.example, old: ec2, new: ecs } }
            old: { auto_scaling_group: api-asg, load_balancer: app/api-old/50dc6c495c0c9188 }
            new: { ecs: { cluster: prod, service: api }, load_balancer: app/api-new/9d51b1a3a2f0c5d7 }
            limits: { error_percent: 1.0, p99_ms: 500 }
          web:
            split: { route53: { zone: yoyaku.example, name: www.yoyaku.example, old: ec2, new: ecs } }
            old: { auto_scaling_group: web-asg, load_balancer: app/web-old/73e2d6bc24d8a067 }
            new: { ecs: { cluster: prod, service: web }, load_balancer: app/web-new/0a1b2c3d4e5f6071 }
          search:
            split: { route53: { zone: yoyaku.example, name: search.yoyaku.example, old: ec2, new: ecs } }
            old: { auto_scaling_group: search-asg, load_balancer: app/search-old/1111111111111111 }
            new: { ecs: { cluster: prod, service: search }, load_balancer: app/search-new/2222222222222222 }
          worker:
            old: { auto_scaling_group: worker-asg }
            new: { ecs: { cluster: prod, service: worker } }

        """

    /// What the program answers: stdout and stderr as a person sees them, with `/home/mika` for the folder.
    struct Answer {
        var status: Int32
        var text: String
    }

    /// Runs it in a home of its own.
    func run() throws -> Answer {
        let home = NSTemporaryDirectory() + "abreast-mistake-\(UUID().uuidString)"
        for (file, text) in files.merging(["abreast.yaml": Self.good], uniquingKeysWith: { one, _ in one }) {
            let path = "\(home)/\(file)"
            try FileManager.default.createDirectory(
                atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
            try text?.replacing("/home/mika", with: home).write(toFile: path, atomically: true, encoding: .utf8)
        }
        defer { try? FileManager.default.removeItem(atPath: home) }
        for earlier in before { _ = try Self.output(earlier, home, ["ABREAST_ACTOR": "kai@bastion"]) }
        let output = try Self.output(words, home, variables)
        let text = (output.errors + output.text).replacing(home, with: "/home/mika")
        return Answer(status: output.status, text: text)
    }

    private static func output(
        _ words: [String], _ home: String, _ variables: [String: String]
    ) throws -> Program.Output {
        let said = words.map { "'\($0.replacing("/home/mika", with: home))'" }.joined(separator: " ")
        // Nobody listens there: no answer depends on the network or on this machine's credentials.
        let environment = [
            "HOME": home, "XDG_CONFIG_HOME": "", "XDG_STATE_HOME": home + "/state", "ABREAST_CONFIG": "",
            "LC_ALL": "C.UTF-8", "TZ": "UTC", "ABREAST_ACTOR": "mika@desk", "ABREAST_THEME": "",
            "AWS_ENDPOINT_URL": "http://127.0.0.1:1", "AWS_ACCESS_KEY_ID": "AKIAIOSFODNN7EXAMPLE",
            "AWS_SECRET_ACCESS_KEY": "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        ]
        return try Program.output(
            of: "/bin/sh", ["-c", "cd '\(home)' && exec '\(Program.path)' \(said)"],
            environment: environment.merging(variables.mapValues { $0.replacing("/home/mika", with: home) }) { $1 })
    }
}
