import Model
import Testing
import View

@testable import Simulation
@testable import abreast

/// The numbers of a drill, from what was noted in it.
@Suite struct ScoreCardTests {
    private static let start = Moment(milliseconds: 1_795_411_800_000)

    private static func scenario(
        _ acts: Sight.Act..., faultAt: Double? = 600, service: String? = "api"
    ) throws -> Scenario {
        var scenario = try #require(try ScenarioLibrary.scenario(named: "calm"))
        scenario.start = start
        scenario.faults =
            faultAt.map {
                [Fault(at: $0, lasts: nil, service: service, side: .new, kind: .latency(factor: 2, over: 0))]
            } ?? []
        scenario.sights = acts.map {
            Sight(
                from: 600, by: 1200, service: "api", what: .verdict(.worse, subject: "p99"), words: "p99 is worse",
                act: $0)
        }
        return scenario
    }

    private static func card(_ scenario: Scenario, minutes: Double = 60) -> ScoreCard {
        ScoreCard(scenario: scenario, seed: 7, speed: "30", ended: start + minutes * 60)
    }

    private static func attention(_ what: Attention.What, _ service: String?, _ seconds: Double) -> Attention {
        Attention(what, service: service, at: start + seconds)
    }

    @Test func whatCountsIsTheFirstActAfterTheFaultOnItsService() throws {
        var card = Self.card(try Self.scenario(.pause))
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

    @Test func anOrderForAllServicesAndASnapshotAttendToEveryService() throws {
        var card = Self.card(try Self.scenario(.pause))
        card.attention = [Self.attention(.snapshot, nil, 700), Self.attention(.ordered(.pause), nil, 800)]
        #expect(card.noticed?.what == .snapshot)
        #expect(card.paused?.at == Self.start + 800)
    }

    @Test func ordersThatNothingAskedForAreCounted() throws {
        var early = Self.card(try Self.scenario(.pause))
        early.attention = [
            Self.attention(.ordered(.pause), "api", 300), Self.attention(.ordered(.resume), "api", 400),
            Self.attention(.ordered(.pause), "web", 700), Self.attention(.ordered(.pause), "api", 800),
        ]
        #expect(early.needless.map(\.at) == [Self.start + 300, Self.start + 700])
        var watching = Self.card(try Self.scenario(.watch))
        watching.attention = [Self.attention(.ordered(.rollBack), "api", 900)]
        #expect(watching.right == .watch)
        #expect(watching.needless.count == 1)
        #expect(watching.perfectAct == nil)
        #expect(watching.remarks.contains { $0.contains("to go on watching") })
        #expect(watching.remarks.contains("Rolling back of api was not needed."))
    }

    @Test func safetyIsTheEndOfTheLastMinuteOfHarmIfQuietFollowed() throws {
        var card = Self.card(try Self.scenario(.rollBack))
        #expect(card.safety == .neverHarmed)
        card.lastHarm = (Self.start + 1800).minute
        #expect(card.safety == .reached(Self.start + 1860))
        card.lastHarm = (Self.start + 3540 - 120).minute
        #expect(card.safety == .notReached)
        card.lastHarm = (Self.start + 3540 - 180).minute
        #expect(card.safety == .reached(Self.start + 3420))
    }

    @Test func aPerfectOperatorActsWhenTheBoardShowsIt() throws {
        var card = Self.card(try Self.scenario(.watch, .rollBack))
        #expect(card.perfectAct == ScoreCard.PerfectAct(at: Self.start + 1200, service: "api", act: .rollBack))
        card.seen = zip(try Self.scenario(.watch, .rollBack).sights, [700.0, 900]).map {
            ScoreCard.Seen($0, at: Self.start + $1)
        }
        #expect(card.shown?.at == Self.start + 700)
        #expect(card.perfectAct == ScoreCard.PerfectAct(at: Self.start + 900, service: "api", act: .rollBack))
        // Of a drill that ended before anything could be seen, nothing is asked.
        #expect(Self.card(try Self.scenario(.rollBack), minutes: 15).perfectAct == nil)
    }

    @Test func whatDelayCostIsWhatAPerfectOperatorWouldHaveSpared() throws {
        var card = Self.card(try Self.scenario(.rollBack))
        (card.harm, card.perfect) = (Harm(failed: 40, slow: 900), Harm(failed: 50, slow: 200))
        #expect(card.spared == Harm(failed: 0, slow: 700))
        #expect(card.harmRows.last?.harm == card.spared)
    }

    @Test func aDrillThatEndedEarlySaysSo() throws {
        let card = Self.card(try Self.scenario(.pause), minutes: 5)
        #expect(!card.reachedTheFault)
        let text = card.text(.offset(seconds: 0, name: "UTC"))
        #expect(text.contains("would have begun then"))
        #expect(!text.contains("A perfect operator"))
    }

    @Test func textAndMarkdownSayTheSame() throws {
        var card = Self.card(try Self.scenario(.pause))
        card.seen = try Self.scenario(.pause).sights.map { ScoreCard.Seen($0, at: Self.start + 900) }
        card.attention = [Self.attention(.ordered(.pause), "api", 960)]
        card.lastHarm = (Self.start + 1800).minute
        (card.harm, card.harmAfterShown, card.perfect) = (
            Harm(failed: 3, slow: 512), Harm(failed: 2, slow: 500), Harm(failed: 1, slow: 100)
        )
        let clock = LocalClock.offset(seconds: 0, name: "UTC")
        let (text, markdown) = (card.text(clock), card.markdown(clock))
        for words in [
            "05:40:00", "05:45:00", "5 min after the fault; api: p99 is worse", "6 min after the fault; paused api",
            "512", "412", "A perfect operator pauses 5 min after the fault begins.",
        ] {
            #expect(text.contains(words), "\(words) is missing from\n\(text)")
            #expect(markdown.contains(words), "\(words) is missing from\n\(markdown)")
        }
        #expect(markdown.contains("**SIMULATED.**"))
        #expect(text.hasPrefix("SIMULATED drill: calm, seed 7"))
    }
}
