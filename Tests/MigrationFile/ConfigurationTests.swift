import Model
import Testing

@testable import MigrationFile

@Suite struct ConfigurationTests {
    @Test func `the example is read whole`() throws {
        let configuration = try Configuration.read(text: Configuration.example, file: "abreast.yaml")
        #expect(configuration.migration == "reservations")
        #expect(configuration.region == "ap-northeast-1")
        #expect(configuration.retentionDays == 14)
        #expect(configuration.screen == ScreenSettings())
        #expect(configuration.services.map(\.name) == ["api", "worker"])
        let api = configuration.services[0]
        #expect(api.split == .route53(zone: "example.com", name: "api.example.com", types: [], old: "ec2", new: "ecs"))
        #expect(
            api.old
                == SideConfiguration(
                    loadBalancer: "app/api-old/50dc6c495c0c9188",
                    targetGroups: ["targetgroup/api-old/73e2d6bc24d8a067"], autoScalingGroup: "api-asg"))
        #expect(api.new.ecs == ECSConfiguration(cluster: "prod", service: "api"))
        #expect(api.limits == Limits(errorPercent: 1, p99: 500))
        let worker = configuration.services[1]
        #expect(worker.split == nil)
        #expect(worker.queue == "jobs")
        #expect(worker.limits == Limits())
    }

    @Test func `the example is read with its options uncommented`() throws {
        // The services' comments are alternatives. Those at the top level can all be used together.
        let text = Configuration.example
            .split(separator: "\n", omittingEmptySubsequences: false)
            .map { line in
                line.hasPrefix("# ") && line.dropFirst(2).prefix(12).contains(":")
                    || line.hasPrefix("#   ecs") || line.hasPrefix("#   -") ? String(line.dropFirst(2)) : String(line)
            }
            .joined(separator: "\n")
        let configuration = try Configuration.read(text: text, file: "abreast.yaml")
        #expect(configuration.profile == "sre")
        #expect(configuration.screen.usesMouse == false)
        #expect(configuration.screen.notify == [.bell, .title, .desktop])
        #expect(configuration.assumeRole == "arn:aws:iam::111122223333:role/abreast")
        #expect(configuration.endpoint == "http://127.0.0.1:5000")
        #expect(configuration.endpoints == ["ecs": "http://127.0.0.1:4566"])
        #expect(configuration.store == "/var/lib/abreast/reservations.sqlite")
        #expect(configuration.timeZone == "Asia/Tokyo")
        #expect(configuration.services[0].rollout == RolloutPlan(steps: [1, 5, 25, 50, 100]))
        #expect(configuration.groups == [ServiceGroup(name: "front", services: ["api"])])
        #expect(
            configuration.hooks
                == [Hook(on: [.paused, .rolledBack, .worse, .done], run: ["/usr/local/bin/page", "sre"], timeout: 10)])
    }

    @Test func `the examples rollout of one service is read uncommented`() throws {
        let text = Configuration.example.replacing("    # rollout:   ", with: "    rollout:     ")
            .replacing("    #   mode:", with: "      mode:").replacing("    #   steps:", with: "      steps:")
            .replacing("    #   bake:", with: "      bake:").replacing("    #   dead_man:", with: "      dead_man:")
            .replacing("    #   look_again:", with: "      look_again:")
            .replacing("    #   no_return_from:", with: "      no_return_from:")
        let rollout = try Configuration.read(text: text, file: "abreast.yaml").services[0].rollout
        #expect(
            rollout
                == RolloutPlan(
                    mode: .manual, steps: [1, 5, 25, 50, 100], bakes: [900], deadMan: 1200, lookAgain: 1800,
                    noReturnFrom: 100))
    }

    @Test func `a simulated store says what was simulated`() throws {
        let simulated = try Configuration.read(
            text: Configuration.example + "simulated: slow-poison, seed 7\n", file: "abreast.yaml")
        #expect(simulated.simulated == "slow-poison, seed 7")
        #expect(try Configuration.read(text: Configuration.example, file: "abreast.yaml").simulated == nil)
        let board = Board(
            migration: "m", region: "r", takenAt: Moment(seconds: 0), window: Minute(index: 0)..<Minute(index: 1))
        #expect(board.simulated == nil)
    }

    @Test func `what was simulated must be a text`() {
        #expect(throws: ConfigurationError.self) {
            try Configuration.read(text: Configuration.example + "simulated: [slow-poison]\n", file: "abreast.yaml")
        }
    }

    @Test func `JSON is taken`() throws {
        let text = """
            {"migration": "m", "region": "eu-west-1", "retention": "2w",
             "services": {"ジョブ": {"old": {"auto_scaling_group": "a"}, "new": {"ecs": {"cluster": "c", "service": "s"}}}}}
            """
        let configuration = try Configuration.read(text: text, file: "abreast.json")
        #expect(configuration.retentionDays == 14)
        #expect(configuration.services.map(\.name) == ["ジョブ"])
    }

    @Test func `anchors and merges are taken`() throws {
        let text = """
            migration: m
            region: eu-west-1
            services:
              one:
                old: &old { auto_scaling_group: a }
                new: { ecs: &ecs { cluster: c, service: s } }
                limits: &limits { error_percent: 2, p99_ms: 300 }
                judge: { alpha: 0.001, latency_ratio: 1.5 }
              two:
                old: *old
                new: { ecs: { <<: *ecs, service: t } }
                limits: { <<: [*limits], p99_ms: 400 }
            """
        let services = try Configuration.read(text: text, file: "f").services
        let two = services[1]
        #expect(two.old.autoScalingGroup == "a")
        #expect(two.new.ecs == ECSConfiguration(cluster: "c", service: "t"))
        #expect(two.limits == Limits(errorPercent: 2, p99: 400))
        #expect(services[0].judge == JudgeSettings(alpha: 0.001, latencyRatio: 1.5))
        #expect(two.judge == JudgeSettings())
    }

    @Test func `a forward fills in what the sides leave out`() throws {
        let arn = "arn:aws:elasticloadbalancing:eu-west-1:111122223333"
        let text = """
            migration: m
            region: eu-west-1
            services:
              api:
                split:
                  alb: { listener: "\(arn):listener/app/one/50dc/f2f7", rule: 10, old: one-old, new: "\(arn):targetgroup/one-new/0a1b" }
                old: { auto_scaling_group: a }
                new: { target_groups: [one-new], ecs: { cluster: c, service: s } }
            """
        let api = try Configuration.read(text: text, file: "f").services[0]
        #expect(api.old.loadBalancer == "app/one/50dc")
        #expect(api.new.loadBalancer == "app/one/50dc")
        #expect(api.sharesLoadBalancer)
        #expect(api.old.targetGroups == ["one-old"])
        #expect(api.new.targetGroups == ["one-new"])
        #expect(
            api.split
                == .alb(
                    listener: "\(arn):listener/app/one/50dc/f2f7", rule: "10", old: "one-old",
                    new: "\(arn):targetgroup/one-new/0a1b"))
    }

    @Test func `a zone may be named by its id`() throws {
        for zone in ["Z2FDTNDATAQYW2", "/hostedzone/Z2FDTNDATAQYW2"] {
            let configuration = try Configuration.read(
                text: Configuration.example.replacing("zone: example.com ", with: "zone: \(zone) "), file: "f")
            #expect(
                configuration.services[0].split
                    == .route53(zone: "Z2FDTNDATAQYW2", name: "api.example.com", types: [], old: "ec2", new: "ecs"))
        }
    }

    @Test func `a queues ARN is brought down to its name`() throws {
        let text = Configuration.example.replacing(
            "sqs: jobs", with: "sqs: \"arn:aws:sqs:ap-northeast-1:111122223333:jobs\"")
        #expect(try Configuration.read(text: text, file: "f").services[1].queue == "jobs")
    }

    @Test func `bytes and a byte order mark are taken`() throws {
        let bytes = [0xEF, 0xBB, 0xBF] + Array(Configuration.example.utf8)
        #expect(try Configuration.read(bytes: bytes, file: "f").migration == "reservations")
    }

    @Test func `sides are vouched for with a reason`() throws {
        let text = Configuration.example.replacing("    # sides:  ", with: "    sides:    ")
            .replacing("    #   vouched:", with: "      vouched:")
        #expect(
            try Configuration.read(text: text, file: "abreast.yaml").services[0].vouchedSides
                == "old is behind Global Accelerator, looked at by mika")
        for wrong in ["\" \"", "\(String(repeating: "x", count: 201))", "[]"] {
            let refused = text.replacing("\"old is behind Global Accelerator, looked at by mika\"", with: wrong)
            #expect(throws: ConfigurationError.self) { try Configuration.read(text: refused, file: "abreast.yaml") }
        }
        let worker = Configuration.example.replacing(
            "    queue: { sqs: jobs }", with: "    sides: { vouched: why }\n    queue: { sqs: jobs }")
        #expect(throws: ConfigurationError.self) { try Configuration.read(text: worker, file: "abreast.yaml") }
    }
}
