import Model
import Testing
import View

@testable import Simulation
@testable import abreast

/// The numbers of a drill, from what was noted in it.
@Suite struct ScoreCardTests {
    private static let start = Moment(milliseconds: 1_795_411_800_000)

    private static func scenario(
        _ acts: ExpectedObservation.Act..., faultAt: Double? = 600, service: String? = "api"
    ) throws -> Scenario {
        var scenario = try #require(try ScenarioLibrary.scenario(named: "calm"))
        scenario.start = start
        scenario.faults =
            faultAt.map {
                [Fault(at: $0, lasts: nil, service: service, side: .new, kind: .latency(factor: 2, over: 0))]
            } ?? []
        scenario.sights = acts.map {
            ExpectedObservation(
                from: 600, by: 1200, service: "api", what: .verdict(.worse, subject: "p99"), words: "p99 is worse",
                act: $0)
        }
        return scenario
    }

    private static let clock = LocalClock.offset(seconds: 0, name: "UTC")

    /// Minutes after the start with so many slow requests in each.
    private static func harmed(_ minutes: Range<Int>, slow: Int, failed: Int = 0) -> [ScoreCard.HarmedMinute] {
        minutes.map {
            ScoreCard.HarmedMinute(minute: start.minute.advanced(by: $0), harm: Harm(failed: failed, slow: slow))
        }
    }

    private static func act(_ act: ExpectedObservation.Act, _ seconds: Double) -> ScoreCard.PerfectAct {
        ScoreCard.PerfectAct(at: start + seconds, service: "api", act: act)
    }

    private static func seen(_ scenario: Scenario, _ seconds: Double...) -> [ScoreCard.Seen] {
        zip(scenario.sights, seconds).map { ScoreCard.Seen($0, at: start + $1) }
    }

    private static func card(_ scenario: Scenario, minutes: Double = 60) -> ScoreCard {
        ScoreCard(scenario: scenario, seed: 7, speed: "30", ended: start + minutes * 60)
    }

    private static func attention(_ what: OperatorAction.What, _ service: String?, _ seconds: Double) -> OperatorAction
    {
        OperatorAction(what, service: service, at: start + seconds)
    }

    @Test func `what counts is the first act after the fault on its service`() throws {
        var card = Self.card(try Self.scenario(.pause, .rollBack))
        card.attention = [
            Self.attention(.opened, "api", 300), Self.attention(.opened, "web", 700),
            Self.attention(.opened, "api", 960),
            Self.attention(.ordered(.pause), "api", 1000), Self.attention(.ordered(.pause), "api", 1100),
            Self.attention(.ordered(.rollBack), "api", 1200),
        ]
        #expect(card.noticed == card.attention[2])
        #expect(card.paused == card.attention[3])
        #expect(card.rolledBack == card.attention[5])
        #expect(card.needless.isEmpty)
        #expect(card.json["secondsToNotice"]?.number == 360)
        #expect(card.json["secondsToPause"]?.number == 400)
    }

    @Test func `an order for all services and a snapshot attend to every service`() throws {
        var card = Self.card(try Self.scenario(.pause))
        card.attention = [Self.attention(.snapshot, nil, 700), Self.attention(.ordered(.pause), nil, 800)]
        #expect(card.noticed?.what == .snapshot)
        #expect(card.paused?.at == Self.start + 800)
    }

    @Test func `orders that nothing asked for are counted`() throws {
        var early = Self.card(try Self.scenario(.pause))
        early.attention = [
            Self.attention(.ordered(.pause), "api", 300), Self.attention(.ordered(.resume), "api", 400),
            Self.attention(.ordered(.pause), "web", 700), Self.attention(.ordered(.pause), "api", 800),
            Self.attention(.ordered(.rollBack), "api", 900),
        ]
        #expect(early.needless.map(\.at) == [Self.start + 300, Self.start + 700, Self.start + 900])
        #expect(
            early.remarks(Self.clock).suffix(3) == [
                "The pause of api at 05:35, before the fault, was not needed.",
                "The pause of web at 05:41 was not needed.", "Rolling api back at 05:45 was not needed.",
            ])
        var watching = Self.card(try Self.scenario(.watch))
        watching.attention = [Self.attention(.ordered(.rollBack), "api", 900)]
        #expect(watching.right == .watch)
        #expect(watching.needless.count == 1)
        #expect(watching.wasInTime == nil)
        #expect(watching.remarks(Self.clock).contains { $0.contains("to go on watching") })
    }

    /// A hold that stands when the fault comes has kept it from going further: it is no whim.
    @Test func `a pause before the fault that still stands counts`() throws {
        let scenario = try Self.scenario(.pause)
        for service in ["api", nil] {
            var card = Self.card(scenario)
            card.seen = Self.seen(scenario, 900)
            card.perfectActs = [Self.act(.pause, 900)]
            card.attention = [Self.attention(.ordered(.pause), service, 120)]
            #expect(card.needless.isEmpty)
            #expect(card.heldBefore?.pause.at == Self.start + 120)
            #expect(card.wasInTime == true)
            #expect(card.json["secondsToPause"]?.number == 0)
            #expect(card.json["heldBeforeTheFault"] == .bool(true))
            let text = card.text(Self.clock, columns: 200)
            #expect(text.contains("api paused already since 05:32, before the fault"), "\(text)")
            #expect(text.contains("no key after the fault; it was held already"))
            #expect(text.contains("nothing came too late"))
            #expect(!text.contains("not needed"))
            #expect(card.harmRows.last == ScoreCard.HarmRow("because of the delay", "none"))
        }
    }

    @Test func `rolling back before the fault is needless and no delay`() throws {
        let scenario = try Self.scenario(.pause)
        var card = Self.card(scenario)
        card.seen = Self.seen(scenario, 900)
        card.perfectActs = [Self.act(.pause, 900)]
        card.attention = [Self.attention(.ordered(.rollBack), "api", 300)]
        card.harmed = Self.harmed(15..<30, slow: 13)
        card.perfectlyHarmed = Self.harmed(15..<30, slow: 9)
        #expect(card.needless.count == 1)
        #expect(card.wasInTime == true)
        #expect(card.delayHarm == nil)
        let text = card.text(Self.clock, columns: 200)
        #expect(text.contains("Rolling api back at 05:35, before the fault, was not needed."), "\(text)")
        #expect(text.contains("api held already, rolled back since 05:35, before the fault"))
    }

    @Test func `safety is the end of most of the harm and the last straggler stands beside`() throws {
        var card = Self.card(try Self.scenario(.rollBack))
        #expect(card.safety == .neverHarmed)
        card.harmed = Self.harmed(30..<31, slow: 5)
        #expect(card.safety == .reached(Self.start + 1860, last: Self.start + 1860))
        card.harmed = Self.harmed(10..<30, slow: 50) + Self.harmed(35..<36, slow: 1)
        #expect(card.safety == .reached(Self.start + 1800, last: Self.start + 2160))
        // 19 of 20 equal minutes.
        card.harmed = Self.harmed(10..<30, slow: 50)
        #expect(card.safety == .reached(Self.start + 1740, last: Self.start + 1800))
        let text = card.text(Self.clock, columns: 200)
        #expect(text.contains("95 % of it was over by then, the last straggler 06:00:00"), "\(text)")
        card.harmed = Self.harmed(10..<57, slow: 50)
        #expect(card.safety == .reached(Self.start + 3300, last: Self.start + 3420))
        card.harmed = Self.harmed(10..<58, slow: 50)
        #expect(card.safety == .notReached)
        #expect(card.text(Self.clock, columns: 200).contains("still being spoilt at the end"))
        // Stragglers to the very end are no more than that.
        card.harmed = Self.harmed(10..<30, slow: 50) + Self.harmed(30..<60, slow: 1)
        #expect(card.safety == .reached(Self.start + 1800, last: Self.start + 3600))
    }

    @Test func `what delay cost is what a perfect operator spares after the board showed it`() throws {
        let scenario = try Self.scenario(.rollBack)
        var card = Self.card(scenario)
        card.seen = Self.seen(scenario, 1200)
        card.perfectActs = [Self.act(.rollBack, 1200)]
        card.attention = [Self.attention(.ordered(.rollBack), "api", 1500)]
        card.harmed = Self.harmed(15..<30, slow: 100, failed: 1)
        card.perfectlyHarmed = Self.harmed(15..<22, slow: 100, failed: 3)
        #expect(card.wasInTime == false)
        #expect(card.harm == Harm(failed: 15, slow: 1500))
        #expect(card.harmAfterShown == Harm(failed: 10, slow: 1000))
        #expect(card.perfectHarmAfterShown == Harm(failed: 6, slow: 200))
        #expect(card.delayHarm == Harm(failed: 4, slow: 800))
        #expect(card.harmRows.last == ScoreCard.HarmRow("because of the delay", Harm(failed: 4, slow: 800)))
        card.perfectlyHarmed = Self.harmed(15..<22, slow: 600, failed: 9)
        #expect(card.delayHarm == Harm(failed: -8, slow: -200))
        #expect(card.harmRows.last?.slow == "none: 200 less")
        #expect(card.remarks(Self.clock).contains { $0.contains("less was spoilt than with a perfect operator") })
        #expect(card.json["harmBecauseOfDelay"]?["slow"]?.number == -200)
    }

    /// A pause alone is not what cures where rolling back is asked for.
    @Test func `in time is what a perfect operator does and when`() throws {
        var card = Self.card(try Self.scenario(.pause, .rollBack))
        card.perfectActs = [Self.act(.pause, 900), Self.act(.rollBack, 960)]
        card.attention = [Self.attention(.ordered(.pause), "api", 890)]
        #expect(card.wasInTime == false)
        card.attention.append(Self.attention(.ordered(.rollBack), "api", 961))
        #expect(card.wasInTime == false)
        card.attention[1].at = Self.start + 960
        #expect(card.wasInTime == true)
        card.attention = [Self.attention(.ordered(.rollBack), nil, 800), Self.attention(.ordered(.resume), "api", 850)]
        #expect(card.wasInTime == false)
        #expect(
            card.remarks(Self.clock)[1]
                == "A perfect operator pauses api 5 min after the fault begins, rolls api back after 6 min.")
        card.perfectActs[1].at = Self.start + 900
        #expect(
            card.remarks(Self.clock)[1]
                == "A perfect operator pauses api and rolls it back 5 min after the fault begins.")
    }

    @Test func `steps that went out meanwhile are said`() throws {
        var scenario = try Self.scenario(.pause)
        var card = Self.card(scenario)
        card.seen = Self.seen(scenario, 900)
        card.steps = [(600.0, "api"), (1200, "web"), (2400, "api")].map {
            PlanStep(service: $1, at: Self.start + $0, from: 50, to: 75)
        }
        #expect(card.stepsMeanwhile.map(\.at) == [Self.start + 2400])
        let text = card.text(Self.clock, columns: 200)
        #expect(text.contains("meanwhile"))
        #expect(text.contains("the rollout went on: api 50 → 75 % at 06:10"), "\(text)")
        // What is over by itself does not ask for a pause any more.
        scenario.faults[0].lasts = 900
        var brief = Self.card(scenario)
        (brief.seen, brief.steps) = (card.seen, card.steps)
        brief.perfectActs = [Self.act(.pause, 900)]
        #expect(brief.stepsMeanwhile.isEmpty)
        #expect(brief.text(Self.clock, columns: 200).contains("no step of the rollout was due while it lasted"))
    }

    @Test func `a drill that ended early says so`() throws {
        let card = Self.card(try Self.scenario(.pause), minutes: 5)
        #expect(!card.reachedTheFault)
        let text = card.text(Self.clock, columns: 200)
        #expect(text.contains("would have begun then"))
        #expect(!text.contains("erfect operator"))
        let soon = Self.card(try Self.scenario(.pause), minutes: 12)
        #expect(soon.text(Self.clock).contains("ended before a perfect operator could have seen"))
    }

    @Test func `a quiet night says that nothing went wrong`() throws {
        var card = Self.card(try Self.scenario(.watch, faultAt: nil))
        card.attention = [Self.attention(.ordered(.pause), "api", 900)]
        let text = card.text(Self.clock, columns: 200)
        #expect(text.contains("none: nothing went wrong"))
        #expect(text.contains("Nothing went wrong here: right was to let the rollout go on, and to watch."))
        #expect(text.contains("The pause of api at 05:45 was not needed."))
        #expect(!text.contains("mends this"))
        #expect(!text.contains("spoilt"), "there was nothing to spoil a request")
    }

    @Test(arguments: [60, 80, 120, 300]) func `the text keeps to the terminals width`(columns: Int) throws {
        let scenario = try Self.scenario(.pause)
        var card = Self.card(scenario)
        card.seen = Self.seen(scenario, 900)
        card.seen[0].words = String(repeating: "words that go on ", count: 9)
        card.perfectActs = [Self.act(.pause, 900)]
        let lines = card.text(Self.clock, columns: columns).split(separator: "\n").map(String.init)
        for line in lines {
            #expect(Width.of(line) <= columns, "\(line)")
            #expect(line.last != " ")
        }
        // What does not fit stands below its own column.
        let row = try #require(lines.firstIndex { $0.hasPrefix("board shows it") })
        let column = try #require(lines[row].firstRange(of: "5 min")).lowerBound.utf16Offset(in: lines[row])
        let rest = lines[(row + 1)...].prefix { $0.hasPrefix(" ") }
        #expect(rest.isEmpty == (columns > 200))
        #expect(rest.allSatisfy { $0.prefix { $0 == " " }.count == column })
    }

    @Test func `text and markdown say the same`() throws {
        let scenario = try Self.scenario(.pause)
        var card = Self.card(scenario)
        card.seen = Self.seen(scenario, 900)
        card.perfectActs = [Self.act(.pause, 900)]
        card.attention = [Self.attention(.ordered(.pause), "api", 960)]
        card.harmed = Self.harmed(14..<15, slow: 12, failed: 1) + Self.harmed(15..<16, slow: 500, failed: 2)
        card.perfectlyHarmed = Self.harmed(15..<16, slow: 88)
        let (text, markdown) = (card.text(Self.clock, columns: 120), card.markdown(Self.clock))
        for words in [
            "2026-11-23 05:30 UTC", "05:40:00", "05:45:00", "5 min after the fault; api: p99 is worse",
            "6 min after the fault; paused api", "512", "412",
            "A perfect operator pauses api 5 min after the fault begins.",
        ] {
            #expect(text.contains(words), "\(words) is missing from\n\(text)")
            #expect(markdown.contains(words), "\(words) is missing from\n\(markdown)")
        }
        #expect(markdown.contains("**SIMULATED.**"))
        #expect(text.hasPrefix("SIMULATED drill: calm, seed 7"))
    }
}
