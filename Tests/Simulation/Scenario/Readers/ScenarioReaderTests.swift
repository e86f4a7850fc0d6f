import Model
import Testing

@testable import Simulation

@Suite struct ScenarioReaderTests {
    /// A scenario that needs no other, with every key.
    static let whole = """
        scenario: own-night
        about: A night of our own.
        start: 2026-11-01T22:15:00-05:00
        time_zone: America/New_York
        lasts: 1h30m
        services:
          shop:
            traffic: { peak: 900, trough: 10, peak_hour: 19.5, noise: 3, resolvers: 20, largest_resolver: 12, ttl: 30s, pools: 5, pool_life: never, p50_ms: 20, p99_ms: 150, errors: 0.1, client_errors: 2 }
            plan: { steps: [5, 50, 100], bake: 20m, at: 5, since: 90s }
            old: { members: 3, min: 2, max: 6, boot: 8m, capacity: 500, target_cpu: 40, cold: 2, warm_up: 4m, version: lt:1 ami-1, detail: shop-1 }
            new: { members: 2, boot: 30s, capacity: 400, version: shop:7 @ab }
            limits: { error_percent: 0.5, p99_ms: 300 }
          mail:
            queue: { name: mails, jobs: 60, cron_jobs: 200, cron_every: 10m }
            old: { members: 1, boot: 8m, capacity: 100, version: lt:2 ami-1 }
            new: { members: 1, boot: 30s, capacity: 100, version: mail:3 @cd }
        happens:
          - { at: 10m, lasts: 5m, service: shop, side: new, errors: { percent: 3, burst: 40s } }
          - { at: 20m, service: shop, side: old, scale: { min: 1, max: 2 } }
        sees:
          - { from: 13m, by: 20m, service: shop, verdict: worse, subject: 5xx, act: roll_back, words: guests get errors }
          - { from: 20m, by: 25m, service: shop, old_running: 2, act: pause, words: old shrinks }
        """

    private func faults(_ text: String) -> String {
        do {
            _ = try Scenario.read(text: text, file: "own.yaml")
            return ""
        } catch {
            return error.description
        }
    }

    private func faults(replacing passage: String, with other: String) -> String {
        #expect(Self.whole.contains(passage))
        var text = Self.whole
        if let range = text.firstRange(of: passage) { text.replaceSubrange(range, with: other) }
        return faults(text)
    }

    @Test func `a whole scenario is read`() throws {
        let scenario = try Scenario.read(text: Self.whole, file: "own.yaml")
        #expect(scenario.name == "own-night")
        #expect(scenario.start.iso8601 == "2026-11-02T03:15:00Z")
        #expect(scenario.utcOffset == -18_000)
        #expect(scenario.minutes == 90)
        #expect(scenario.services.map(\.name) == ["shop", "mail"])
        let shop = scenario.services[0]
        #expect(
            shop.traffic
                == Traffic(
                    peak: 900, trough: 10, peakHour: 19.5, noise: 3, resolvers: 20, largestResolver: 12, ttl: 30,
                    pools: 5, poolLife: nil, p50: 20, p99: 150, serverErrors: 0.1, clientErrors: 2))
        #expect(shop.plan == DeployPlan(steps: [5, 50, 100], bake: 1200, share: 5, since: 90))
        #expect(
            shop.old
                == FleetModel(
                    members: 3, minimum: 2, maximum: 6, boot: 480, capacity: 500, targetCPU: 40, coldFactor: 2,
                    warmUp: 240, version: "lt:1 ami-1", versionDetail: "shop-1"))
        #expect(
            shop.new
                == FleetModel(
                    members: 2, minimum: 2, maximum: 2, boot: 30, capacity: 400, targetCPU: nil, coldFactor: 1,
                    warmUp: 0, version: "shop:7 @ab", versionDetail: "shop:7 @ab"))
        #expect(shop.limits == Limits(errorPercent: 0.5, p99: 300))
        let mail = scenario.services[1]
        #expect(mail.traffic == nil && mail.plan == nil)
        #expect(mail.queue == QueueModel(name: "mails", jobs: 60, cronJobs: 200, cronEvery: 600))
        #expect(
            scenario.faults == [
                Fault(at: 600, lasts: 300, service: "shop", side: .new, kind: .errors(percent: 3, burst: 40)),
                Fault(at: 1200, lasts: nil, service: "shop", side: .old, kind: .scale(minimum: 1, maximum: 2)),
            ])
        #expect(
            scenario.sights == [
                ExpectedObservation(
                    from: 780, by: 1200, service: "shop", what: .verdict(.worse, subject: "5xx"),
                    words: "guests get errors", act: .rollBack),
                ExpectedObservation(
                    from: 1200, by: 1500, service: "shop", what: .oldRunning(atMost: 2), words: "old shrinks",
                    act: .pause),
            ])
    }

    @Test func `a based scenario says only what differs`() throws {
        let calm = try #require(try ScenarioLibrary.scenario(named: "calm"))
        let own = try Scenario.read(
            text: """
                scenario: own
                about: Slower, without web.
                based_on: calm
                lasts: 30m
                services:
                  web: none
                  api:
                    traffic: { peak: 2000 }
                    limits: none
                  extra:
                    traffic: { peak: 10, p50_ms: 1, p99_ms: 2 }
                    plan: { steps: [100], bake: 5m }
                    old: { members: 1, boot: 60s, capacity: 100, version: a }
                    new: { members: 1, boot: 60s, capacity: 100, version: b }
                """, file: "own.yaml")
        #expect(own.services.map(\.name) == ["api", "worker", "extra"])
        #expect(own.minutes == 30)
        #expect(own.start == calm.start)
        #expect(own.faults.isEmpty && own.sights.isEmpty)
        var api = calm.services[0]
        api.traffic?.peak = 2000
        api.limits = Limits()
        #expect(own.services[0] == api)
        #expect(own.services[1] == calm.services[2])
    }

    @Test func `what dies what grows and what level is read`() throws {
        let own = try Scenario.read(
            text: """
                scenario: own
                about: All that is new in here.
                based_on: calm
                happens:
                  - { at: 1m, service: api, side: new, dies: { reason: Target.FailedHealthChecks, exit_code: 3 } }
                  - { at: 2m, service: api, errors: { percent: 2, over: 10m } }
                sees:
                  - { from: 3m, by: 4m, service: api, requests: 9000, act: pause, level: going_back, words: many }
                """, file: "own.yaml")
        #expect(
            own.faults.map(\.kind) == [
                .dies(reason: "Target.FailedHealthChecks", exitCode: 3), .errors(percent: 2, burst: 0, over: 600),
            ])
        #expect(own.sights.map(\.what) == [.requests(atLeast: 9000)] && own.sights[0].level == .goingBack)
        let wrong = faults(
            """
            scenario: own
            about: x
            based_on: calm
            sees:
              - { from: 3m, by: 4m, service: worker, requests: 10, act: pause, level: care, words: w }
              - { from: 3m, by: 4m, service: api, requests: 10, act: pause, level: cars, words: w }
            """)
        #expect(wrong.contains("worker takes no traffic"))
        #expect(wrong.contains("“cars” is not a level of the headline; did you mean `care`?"))
    }

    @Test func `faults of a based scenario stand in its own file`() {
        #expect(
            faults("scenario: own\nabout: x\nbased_on: calm\nservices: { api: { plan: { at: 30, since: 40m } } }")
                == """
                own.yaml:4:32: services.api.plan.at: 30 is not one of the steps; write one of [5, 10, 25, 50, 75, 100], or 0
                own.yaml:4:43: services.api.plan.since: the next step would have been due before the start; write at most 30m, the `bake`
                """)
        #expect(
            faults("scenario: own\nabout: x\nbased_on: clam")
                == "own.yaml:3:11: based_on: “clam” is not a built-in scenario; did you mean `calm`?")
        #expect(
            faults("scenario: calm\nabout: x\nbased_on: calm")
                == "own.yaml:3:11: based_on: the scenario “calm” is based on itself; leave `based_on` out, or name another one"
        )
    }

    @Test func `missing parts are said at once`() {
        #expect(
            faults("about: x") == """
                own.yaml:1:1: `scenario` is missing; write e.g. scenario: slow-poison
                own.yaml:1:1: `start` is missing; write a moment with its offset, e.g. start: 2026-03-14T19:40:00+09:00
                own.yaml:1:1: `lasts` is missing; write e.g. lasts: 60m
                own.yaml:1:1: `services` is missing; write at least one service: services: { api: { traffic: …, plan: …, old: …, new: … } }
                """)
        #expect(faults("").hasPrefix("own.yaml:1:1: the file is empty"))
        #expect(faults("a: [").contains("not YAML"))
    }

    @Test(arguments: [
        ("lasts: 1h30m", "lasts: 90", "5:8: lasts: “90” has no unit: h, m or s; write e.g. lasts: 60m"),
        ("lasts: 1h30m", "lasts: 30m1h", "5:8: lasts: “30m1h” is not a span of time; write e.g. lasts: 60m"),
        ("lasts: 1h30m", "lasts: 330s", "5:8: lasts: a scenario lasts whole minutes; write e.g. lasts: 60m"),
        ("lasts: 1h30m", "lasts: 1m", "5:8: lasts: “1m” is not between 5m and 24h; write e.g. lasts: 60m"),
        ("lasts: 1h30m", "last: 1h30m", "5:1: last: unknown key; did you mean `lasts`?"),
        (
            "2026-11-01T22:15:00-05:00", "2026-11-01 22:15",
            "3:8: start: “2026-11-01 22:15” is not a moment in ISO 8601 with its offset; write a moment with its offset"
        ),
        ("22:15:00-05:00", "22:15:30-05:00", "is not the beginning of a minute"),
        (
            "2026-11-01T22:15:00-05:00", "6053-01-23T02:00:00Z",
            "3:8: start: “6053-01-23T02:00:00Z” is not in the years 1970 to 5999"
        ),
        ("America/New_York", "Boston", "4:12: time_zone: “Boston” is not an IANA time zone"),
        (
            "scenario: own-night", "scenario: Own night",
            "1:11: scenario: “Own night” cannot be typed as a command's word: a-z, 0-9 and “-” only, 40 at most"
        ),
        ("  mail:", "  Mail:", "13:3: services.Mail: “Mail” cannot name a simulated service"),
        ("trough: 10", "trough: 110", "8:35: services.shop.traffic.trough: 110 is not between 0 and 100"),
        (
            "peak: 900", "peak: -1",
            "services.shop.traffic.peak: -1 is not between 1 and 1000000; write requests a minute"
        ),
        ("peak: 900", "peek: 900", "services.shop.traffic.peek: unknown key; did you mean `peak`?"),
        ("p99_ms: 150", "p99_ms: 15", "services.shop.traffic.p99_ms: a p99 of 15 ms is not above the p50"),
        ("resolvers: 20", "resolvers: 2.5", "services.shop.traffic.resolvers: 2.5 is not a whole number"),
        (
            "resolvers: 20", "resolvers: 0",
            "8:77: services.shop.traffic.resolvers: 0 is not between 1 and 10000; write e.g. resolvers: 60"
        ),
        ("resolvers: 20", "resolvers: 10001", "10001 is not between 1 and 10000; write e.g. resolvers: 60"),
        ("peak: 900", "peak: 1e9", "1e9 is not between 1 and 1000000; write requests a minute, e.g. peak: 4800"),
        ("pool_life: never", "pool_life: 0", "“0” is not between 1s and 168h; write e.g. pool_life: 20m, or never"),
        ("p50_ms: 20", "p50_ms: 0", "0 is not between 0.1 and 60000; write milliseconds, e.g. p50_ms: 60"),
        ("lasts: 1h30m", "lasts: 200h", "lasts: “200h” is not between 5m and 24h; write e.g. lasts: 60m"),
        ("members: 3,", "members: 1001,", "1001 is not between 0 and 1000; write e.g. members: 8"),
        ("max: 6", "max: 1001", "1001 is not between 0 and 1000; write e.g. max: 12"),
        ("[5, 50, 100]", "[5, 50, 50]", "9:28: services.shop.plan.steps[2]: 50 does not rise above 50"),
        ("largest_resolver: 12", "largest_resolver: 4", "the largest of 20 has at least 5 % of the requests"),
        ("pool_life: never", "pool_life: ever", "“ever” is not a span of time; write e.g. pool_life: 20m, or never"),
        ("errors: 0.1, client_errors: 2", "errors: 60, client_errors: 60", "more than every request fails"),
        ("[5, 50, 100]", "[5, 50, 20]", "9:28: services.shop.plan.steps[2]: 20 does not rise above 50"),
        ("[5, 50, 100]", "[5, 150]", "9:24: services.shop.plan.steps[1]: 150 is not between 1 and 100"),
        ("at: 5, since", "at: 6, since", "6 is not one of the steps; write one of [5, 50, 100], or 0"),
        ("since: 90s", "since: 25m", "the next step would have been due before the start; write at most 20m"),
        ("members: 3,", "members: 9,", "services.shop.old.members: 9 is not between min 2 and max 6"),
        ("min: 2, max: 6", "min: 7, max: 6", "services.shop.old.min: min 7 is above max 6"),
        (
            "target_cpu: 40", "target_cpu: 0",
            "0 is not between 1 and 100; write a percentage, e.g. target_cpu: 45, or none"
        ),
        ("boot: 8m, capacity: 500", "capacity: 500", "services.shop.old: `boot` is missing; write e.g. boot: 9m"),
        ("    plan: {", "    plot: {", "services.shop.plot: unknown key; did you mean `plan`?"),
        ("error_percent: 0.5", "error_percent: none", "“none” is not a number; write e.g. error_percent: 1.0"),
        (
            "    queue: {",
            "    traffic: { peak: 9, p50_ms: 1, p99_ms: 2 }\n    plan: { steps: [9], bake: 5m }\n    queue: {",
            "14:5: services.mail: a service has `traffic` or a `queue`, not both; keep one of them"
        ),
        (
            "    queue: {", "    plan: { steps: [9], bake: 5m }\n    queue: {",
            "services.mail.plan: a service without `traffic` has no weights to move; leave `plan` out"
        ),
        ("name: mails", "name: a b", "services.mail.queue.name: “a b” is not a queue's name"),
    ])
    func `a wrong place in the world is named`(passage: String, other: String, message: String) {
        let said = faults(replacing: passage, with: other)
        #expect(said.contains(message), "\(said)")
    }

    @Test(arguments: [
        ("at: 10m", "at: 2h", "18:11: happens[0].at: “2h” is not between 0 and 1h29m; write e.g. at: 12m"),
        (
            "service: shop, side: new", "service: shoq, side: new",
            "“shoq” is not a service of this scenario; did you mean `shop`?"
        ),
        (
            "service: shop, side: new", "service: mail, side: new",
            "`errors` cannot happen to mail, which takes no traffic"
        ),
        ("side: new", "side: left", "happens[0].side: “left” is not a side; write one of `old`, `new`"),
        ("percent: 3", "percent: 300", "happens[0].errors.percent: 300 is not between 0.001 and 100"),
        ("errors: {", "erors: {", "happens[0].erors: unknown key; did you mean `errors`?"),
        (
            "errors: { percent: 3, burst: 40s }", "blind: [cloudwatch]",
            "“cloudwatch” is not a source; did you mean `cloud_watch`?"
        ),
        (
            "errors: { percent: 3, burst: 40s }", "blind: all",
            "happens[0].side: `blind` is of no side; leave `side` out"
        ),
        (
            "errors: { percent: 3, burst: 40s }", "cron: twice",
            "`cron` cannot happen to shop, which has no periodic runs"
        ),
        ("errors: { percent: 3, burst: 40s }", "cron: thrice", "“thrice” is not known here"),
        (
            "errors: { percent: 3, burst: 40s }", "weights: { old: 0, new: 300 }",
            "happens[0].weights.new: 300 is not between 0 and 255"
        ),
        (
            "errors: { percent: 3, burst: 40s }", "deploy: { version: x }",
            "happens[0].lasts: `deploy` does not end by itself"
        ),
        (
            "errors: { percent: 3, burst: 40s }", "deploy: { version: x, members: 5 }",
            "5 is more than the 2 that the side may have"
        ),
        ("errors: { percent: 3, burst: 40s }", "deploy: { version: shop:7 @ab }", "“shop:7 @ab” is what runs already"),
        (
            ", errors: { percent: 3, burst: 40s }", "",
            "18:5: happens[0]: nothing is said about what happens; write one of `latency`"
        ),
        (
            "errors: { percent: 3, burst: 40s }", "errors: { percent: 3 }, traffic: { factor: 2 }",
            "18:5: happens[0]: `errors`, `traffic` stand in one entry; give each an entry of its own"
        ),
        ("scale: { min: 1, max: 2 }", "scale: { min: 3, max: 2 }", "happens[1].scale: min 3 is above max 2"),
        ("scale: { min: 1, max: 2 }", "cold_cache: { factor: 0.5, half_life: 3m }", "0.5 is not between 1 and 100"),
        ("scale: { min: 1, max: 2 }", "bad_member: { percent: 60 }", "happens[1].bad_member: `reason` is missing"),
        ("scale: { min: 1, max: 2 }", "latency: { over: 5m }", "happens[1].latency: `factor` is missing"),
        ("verdict: worse", "verdict: wrose", "sees[0].verdict: “wrose” is not a verdict; did you mean `worse`?"),
        ("from: 13m", "from: 25m", "sees[0].by: this is before `from`; write a later time"),
        ("from: 13m, by: 20m", "from: 21m, by: 22m", "22:5: sees[1]: this shows before the entry above it"),
        ("by: 25m", "by: 3h", "sees[1].by: “3h” is not between 0 and 1h30m; write a time within the scenario"),
        ("act: roll_back", "act: rollback", "“rollback” is not something an operator does; did you mean `roll_back`?"),
        ("words: old shrinks", "words: ''", "sees[1].words: an empty text"),
        ("old_running: 2", "queue_age: 3m", "sees[1].queue_age: shop has no queue; name another service"),
        ("old_running: 2", "old_running: 2, says: x", "sees[1].says: `says` belongs to `event`; leave it out"),
        ("old_running: 2", "versions: 2", "sees[1]: `side` is missing; write side: new or side: old"),
        ("old_running: 2", "failing: 2", "sees[1]: `side` is missing; write side: new or side: old"),
        ("old_running: 2", "failing: 0, side: old", "sees[1].failing: 0 is not between 0.1 and 100"),
        ("old_running: 2", "old_running: 2, side: old", "`side` belongs to `versions` and `failing`; leave it out"),
        ("old_running: 2", "event: task_stoped, says: x", "is not a kind of event; did you mean `task_stopped`?"),
        ("old_running: 2", "lag: 5, applied: 5", "`lag`, `applied` stand in one entry"),
    ])
    func `a wrong fault or sight is named`(passage: String, other: String, message: String) {
        let said = faults(replacing: passage, with: other)
        #expect(said.contains(message), "\(said)")
    }

    @Test func `a scenario has its bounds`() {
        let base = "scenario: own\nabout: x\nbased_on: calm\n"
        let services = (1...198).map { "  s\($0): {}" }.joined(separator: "\n")
        #expect(
            faults("\(base)services:\n\(services)\n")
                == "own.yaml:202:3: services.s198: this is one more than the 200 services that a scenario may have; "
                + "leave some out")
        let fault = "  - { at: 10m, service: api, side: new, errors: { percent: 3 } }\n"
        #expect(
            faults("\(base)happens:\n" + String(repeating: fault, count: 201))
                == "own.yaml:205:5: happens[200]: this is one more than the 200 things that may happen in a scenario; "
                + "leave some out")
        #expect(faults("\(base)happens:\n" + String(repeating: fault, count: 200)).isEmpty)
        let sight = "  - { from: 1m, by: 2m, service: api, verdict: pass, act: watch, words: x }\n"
        #expect(
            faults("\(base)sees:\n" + String(repeating: sight, count: 201))
                == "own.yaml:205:5: sees[200]: this is one more than the 200 sights that a scenario may have; "
                + "leave some out")
    }

    @Test func `spans are read and written`() {
        #expect(SpanForm.seconds("1h30m") == 5400)
        #expect(SpanForm.seconds("90s") == 90)
        #expect(SpanForm.seconds("2h0m5s") == 7205)
        #expect(SpanForm.seconds("0") == 0)
        for bad in ["", "m", "5", "5d", "1m1m", "1s1m", "-5m", "1.5m", "5 m"] { #expect(SpanForm.seconds(bad) == nil) }
        #expect(SpanForm.text(5405) == "1h30m5s")
        #expect(SpanForm.text(0) == "0")
    }

    @Test func `a delay moves what happens and what is seen`() throws {
        let scenario = try Scenario.read(text: Self.whole, file: "own.yaml")
        let delayed = scenario.delayed(by: 150)
        #expect(delayed.faults.map(\.at) == [750, 1350])
        #expect(delayed.sights.map(\.from) == [930, 1350])
        #expect(delayed.sights.map(\.by) == [1350, 1650])
        #expect(delayed.minutes == 93)
        #expect(delayed.services == scenario.services)
    }
}
