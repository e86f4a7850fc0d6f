import Model
import Testing

@testable import MigrationFile

@Suite struct ConfigurationErrorTests {
    /// The problems of `text`, one a line; empty when it is valid.
    private func faults(_ text: String) -> String {
        do {
            _ = try Configuration.read(text: text, file: "abreast.yaml")
            return ""
        } catch {
            return error.description
        }
    }

    /// The problems of a valid configuration with one passage replaced.
    private func faults(replacing passage: String, with other: String) -> String {
        #expect(Configuration.example.contains(passage))
        return faults(Configuration.example.replacing(passage, with: other, maxReplacements: 1))
    }

    @Test func `an unknown key is said with its place and what was meant`() {
        #expect(
            faults(replacing: "        name: api.example.com", with: "        naem: api.example.com")
                == "abreast.yaml:23:9: services.api.split.route53.naem: unknown key; did you mean `name`?")
        let later = faults(replacing: "    limits: ", with: "    colour: { steps: [1] }\n    limits: ")
        #expect(
            later.contains(
                "services.api.colour: unknown key; known here: `split`, `old`, `new`, `limits`, `judge`, `queue`, "
                    + "`database`, `rollout`"))
    }

    @Test func `everything is said at once in the file's order`() {
        let said = faults(
            """
            migration: a/b
            region: tokyo
            retention: long
            services:
              api:
                split: { route53: { zone: example.com, name: api.example.org, old: same, new: same } }
                old: { auto_scaling_group: a, load_balancer: x }
                new: { ecs: { cluster: c } }
                limits: { error_percent: high, p99_ms: 0 }
              none:
              empty: { old: {}, new: { target_groups: t, auto_scaling_group: a } }
            """)
        #expect(
            said == """
                abreast.yaml:1:12: migration: “a/b” cannot name a file: letters, digits, “-”, “_” and “.” only; write e.g. migration: reservations
                abreast.yaml:2:9: region: “tokyo” is not a region; write e.g. region: ap-northeast-1
                abreast.yaml:3:12: retention: “long” is not a number of days; write days or weeks, e.g. retention: 14d
                abreast.yaml:6:50: services.api.split.route53.name: api.example.org is not in the zone example.com; write a name that ends in .example.com
                abreast.yaml:6:83: services.api.split.route53.new: both sides have the set identifier “same”; write the identifiers of two records
                abreast.yaml:8:10: services.api.new: `load_balancer` is missing: without it no request of this side can be counted; write e.g. load_balancer: app/api-new/50dc6c495c0c9188
                abreast.yaml:8:17: services.api.new.ecs: `service` is missing; write e.g. ecs: { cluster: prod, service: api }
                abreast.yaml:9:30: services.api.limits.error_percent: “high” is not a number; write e.g. 1.0
                abreast.yaml:9:44: services.api.limits.p99_ms: a limit of 0 ms is always broken; write a number above 0, e.g. 500
                abreast.yaml:10:3: services.none: nothing is said about this service; write `old` and `new` with what runs on each side
                abreast.yaml:11:17: services.empty.old: nothing is said about what runs on the old side; write e.g. auto_scaling_group: api-asg (or ecs: { cluster: …, service: … })
                abreast.yaml:11:43: services.empty.new.target_groups: the text “t” stands where a list is wanted; write e.g. target_groups: [targetgroup/api-new/73e2d6bc24d8a067]
                """)
    }

    @Test func `missing parts are said with what to write`() {
        #expect(faults("services: {}").contains("1:1: `migration` is missing; write e.g. migration: reservations"))
        #expect(faults("services: {}").contains("1:1: `region` is missing; write e.g. region: ap-northeast-1"))
        #expect(faults("services: {}").contains("1:11: services: no service is named"))
        #expect(faults("migration: m\nregion: eu-west-1\nservices:").contains("3:10: `services` is missing"))
        #expect(faults(replacing: "new: ecs\n", with: "\n").contains("services.api.split.route53: `new` is missing"))
    }

    @Test(arguments: ["", "   \n\n", "# only a comment\n", "~", "--- \n...\n"])
    func `an empty file is said to be empty`(text: String) {
        #expect(faults(text).hasPrefix("abreast.yaml:1:1: the file is empty"))
    }

    @Test func `a file that is no mapping is refused`() {
        #expect(faults("[1, 2]").contains("a list stands where keys with values are wanted"))
        #expect(faults("hello").contains("the text “hello” stands where keys with values are wanted"))
        #expect(
            faults("migration: m\nregion: eu-west-1\nservices: [api]").contains("3:11: services: a list stands where"))
    }

    @Test func `syntax is said by line`() {
        #expect(faults("migration: m\n\tregion: x").hasPrefix("abreast.yaml:2:1: not YAML: "))
        #expect(
            faults("migration: m\nregion: a: b").hasPrefix(
                "abreast.yaml:2:10: not YAML: mapping values are not allowed"))
        #expect(faults("services: { api: [").contains("not YAML"))
        #expect(faults("a: *nothing").contains("not YAML: found undefined alias; define the anchor above it"))
        #expect(faults("a: 1\n--- \nb: 2").contains("found another document"))
        #expect(faults("migration: m\u{7}").contains("not YAML: control characters are not allowed"))
        #expect(faults(String(repeating: "[", count: 20_000)).contains("not YAML"))
    }

    @Test func `keys that stand twice are said and the rest is read on`() {
        let said = faults(
            """
            migration: m
            region: eu-west-1
            services:
              api:
                old: { auto_scaling_group: a, "auto_scaling_group": b }
                new: { ecs: { cluster: c, service: s } }
                naem: x
              api:
                old: { auto_scaling_group: a }
                new: { ecs: { cluster: c, service: s, cluster: d, cluster: e } }
            region: eu-west-2
            """)
        #expect(
            said.contains("11:1: region: the key stands here for the second time, first in line 2; keep one of them"))
        #expect(said.contains("8:3: services.api: the key stands here for the second time, first in line 4"))
        #expect(
            said.contains("services.api.new.ecs.cluster: the key stands here for the second time, first in line 10"))
    }

    @Test func `bytes that are not UTF-8 are refused with their line`() {
        func faults(_ bytes: [UInt8]) -> String {
            do {
                _ = try Configuration.read(bytes: bytes, file: "f")
                return ""
            } catch { return error.description }
        }
        #expect(faults(Array("a: 1\nb: ".utf8) + [0xFF]) == "f:2:1: a byte that is not UTF-8; save the file as UTF-8")
        #expect(faults([0xFF, 0xFE, 0x61, 0x00]) == "f:1:1: the file is UTF-16; save the file as UTF-8")
    }

    @Test(arguments: [
        ("error_percent: 1.0", "error_percent: \"1.0\"", "“1.0” is a text, as it stands in quotes; write e.g. 1.0"),
        ("error_percent: 1.0", "error_percent: 200", "200 is no limit for a percentage"),
        ("error_percent: 1.0", "error_percent: nan", "“nan” is not a number"),
        ("error_percent: 1.0", "error_percent: [1]", "a list stands where a number is wanted"),
        ("p99_ms: 500", "p99_ms: 0.5s", "“0.5s” is not a number; write milliseconds, e.g. 500"),
        (
            "ap-northeast-1\n", "ap-northeast-1a\n",
            "“ap-northeast-1a” is an Availability Zone, its region is ap-northeast-1"
        ),
        ("old: ec2 ", "old: [ec2] ", "a list stands where a text is wanted"),
        ("sqs: jobs", "sqs: https://user:pw@sqs.example/1/jobs", "an address with a user or password in it"),
        ("sqs: jobs", "sqs: a b", "“a b” is neither a queue's name nor its URL"),
        ("app/api-old/50dc6c495c0c9188", "net/api-old/50dc6c495c0c9188", "this is not an Application Load Balancer"),
        ("app/api-old/50dc6c495c0c9188", "app/api-old/50dc6c495c0c91xx", "is not the end of a load balancer's ARN"),
        (
            "app/api-old/50dc6c495c0c9188", "targetgroup/api-old/73e2d6bc24d8a067",
            "this is a target group, a load balancer is wanted"
        ),
        (
            "auto_scaling_group: api-asg", "auto_scaling_group: api-asg\n      ecs: { cluster: c, service: s }",
            "not on both"
        ),
        ("targetgroup/api-new/0a1b2c3d4e5f6071", "api-old", "the target group api-old is on both sides"),
        ("      load_balancer: app/api-new/9d51b1a3a2f0c5d7\n", "", "services.api.new: `load_balancer` is missing"),
        ("  worker: ", "  -x: ", "taken for an option"),
        ("cluster: prod, service: worker", "cluster: prod", "services.worker.new.ecs: `service` is missing"),
        ("# time_zone: Asia/Tokyo", "time_zone: JST", "“JST” is not an IANA time zone"),
        ("# mouse: off", "mouse: no", "“no” is neither on nor off; write mouse: on or mouse: off"),
        ("# notify: [bell, title, desktop]", "notify: [bel]", "“bel” is no notice; did you mean `bell`?"),
        ("# notify: [bell, title, desktop]", "notify: bell", "a list is wanted"),
        (
            "# store: /var/lib/abreast/reservations.sqlite", "store: here.sqlite",
            "“here.sqlite” is not an absolute path"
        ),
        ("# endpoint: http://127.0.0.1:5000", "endpoint: 127.0.0.1:5000", "is not an http or https address"),
        ("# endpoint: http://127.0.0.1:5000", "endpoint: http://127.0.0.1:99999", "has no port after"),
        (
            "# endpoint: http://127.0.0.1:5000", "endpoints: { s3: http://127.0.0.1 }",
            "endpoints.s3: unknown key; known here: `route53`, `elbv2`"
        ),
        (
            "    limits: ", "    judge: { alpha: 0 }\n    limits: ",
            "services.api.judge: alpha must be at least 1e-9 and at most 0.5, not 0.0; leave out what you do not want to change"
        ),
        (
            "    limits: ", "    judge: { error_ratio: 3 }\n    limits: ",
            "the margin must be above the tolerated ratio 3.0 and at most 100, not 2.0"
        ),
        ("    limits: ", "    judge: { alfa: 0.1 }\n    limits: ", "judge.alfa: unknown key; did you mean `alpha`?"),
        ("# retention: 14d", "retention: 0d", "is not between 1 day and 10 years"),
    ])
    func `forms are held`(passage: String, other: String, said: String) {
        let faults = faults(replacing: passage, with: other)
        #expect(faults.contains(said), "\(faults)")
        #expect(faults.split(separator: "\n").count == 1, "\(faults)")
    }

    private func arn(
        _ resource: String, service: String = "elasticloadbalancing", region: String = "ap-northeast-1",
        account: String = "111122223333"
    ) -> String {
        "\"arn:aws:\(service):\(region):\(account):\(resource)\""
    }

    @Test func `an ARN of the wrong kind region or account is said`() {
        let old = "app/api-old/50dc6c495c0c9188"
        let new = "app/api-new/9d51b1a3a2f0c5d7"
        #expect(
            faults(replacing: old, with: arn("targetgroup/api-old/73e2d6bc24d8a067"))
                .contains("services.api.old.load_balancer: this is a target group's ARN, a load balancer is wanted"))
        #expect(
            faults(replacing: old, with: arn("x", service: "s3")).contains(
                "this is an ARN of s3, a load balancer is wanted"))
        #expect(
            faults(replacing: old, with: arn("loadbalancer/app/api-old/50dc", region: "us-east-1"))
                .contains("this ARN is of the region us-east-1, the migration's is ap-northeast-1"))
        #expect(faults(replacing: old, with: "\"arn:aws:x\"").contains("“arn:aws:x” is not a whole ARN"))
        let mixed = Configuration.example
            .replacing(old, with: arn("loadbalancer/app/api-old/50dc"))
            .replacing(new, with: arn("loadbalancer/app/api-new/9d51", account: "444455556666"))
        #expect(faults(mixed).contains("this ARN is of the account …6666, the ones above are of …3333"))
        #expect(!faults(mixed).contains("444455556666"))
        // Emulators use different accounts.
        let emulated = mixed.replacing("# endpoint: http", with: "endpoint: http")
        #expect(faults(emulated) == "")
    }

    @Test func `a forward that contradicts its sides is said`() {
        let arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333"
        func text(_ split: String, old: String = "") -> String {
            """
            migration: m
            region: eu-west-1
            services:
              api:
                split: { alb: \(split) }
                old: { auto_scaling_group: a \(old)}
                new: { ecs: { cluster: c, service: s } }
            """
        }
        let listener = "listener: \"\(arn):listener/app/one/50dc/f2f7\""
        #expect(faults(text("{ \(listener), old: a, new: b }")) == "")
        #expect(faults(text("{ \(listener), rule: default, old: a, new: b }")) == "")
        #expect(faults(text("{ \(listener), old: a, new: a }")).contains("both sides have the same target group"))
        #expect(faults(text("{ old: a, new: b }")).contains("services.api.split.alb: `listener` is missing"))
        #expect(faults(text("{ listener: l, old: a, new: b }")).contains("“l” is not an ARN"))
        #expect(
            faults(text("{ \(listener), rule: 0, old: a, new: b }")).contains("neither a rule's ARN nor a priority"))
        #expect(
            faults(text("{ \(listener), rule: \"\(arn):listener-rule/app/one/50dc/eeee/1234\", old: a, new: b }"))
                .contains("this rule is not one of the listener's"))
        #expect(
            faults(text("{ \(listener), old: a, new: b }", old: ", target_groups: [c]"))
                .contains("the split's target group a is not among this side's target groups"))
        #expect(
            faults(text("{ \(listener), old: a, new: b }", old: ", load_balancer: other"))
                .contains("its load balancer is not the one of the split's listener, app/one/50dc"))
    }

    @Test func `two services cannot have one record`() {
        let text = Configuration.example.replacing(
            "  worker: ",
            with:
                "  web:\n    split: { route53: { zone: example.com, name: API.example.com, old: a, new: b } }\n    old: { auto_scaling_group: w, load_balancer: w1 }\n    new: { ecs: { cluster: c, service: w }, load_balancer: w2 }\n  worker: "
        )
        #expect(faults(text).contains("services.web: its record API.example.com is also the split of `api`"))
    }
}
