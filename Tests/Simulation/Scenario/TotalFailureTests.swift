import Foundation
import Model
import Testing

@testable import Simulation

/// How many seconds after new has failed completely the headline says BACK, on the simulated clock.
///
/// `ABREAST_TABLE=1` prints the rows of the Verdict page.
@Suite struct TotalFailureTests {
    private static let offsets = [0.0, 10, 20, 30, 40, 50]

    /// Seconds from the fault to BACK, for faults that begin at each of the offsets in a minute.
    private static func delays(_ fault: String, seeds: ClosedRange<UInt64> = 1...2) async throws -> [Double] {
        var delays: [Double] = []
        for offset in offsets {
            for seed in seeds {
                let at = 1080 + offset
                let text = """
                    scenario: own
                    about: New fails completely.
                    based_on: calm
                    lasts: 25m
                    happens:
                    \(fault.replacingOccurrences(of: "AT", with: "\(Int(at))s"))
                    """
                let night = try await SimulatedNight(try Scenario.read(text: text, file: "own.yaml"), seed: seed)
                try await night.advance(to: at / 60)
                try #require(try night.board(at: at / 60).headline.level != .back)
                var seconds = 0.0
                while seconds < 420 {
                    seconds += 1
                    try await night.advance(to: (at + seconds) / 60)
                    let headline = try night.board(at: (at + seconds) / 60).headline
                    if headline.level == .back, headline.act == .rollBack, headline.service == "api" { break }
                }
                delays.append(seconds)
            }
        }
        if ProcessInfo.processInfo.environment["ABREAST_TABLE"] != nil {
            print(fault.prefix(60), delays.sorted().map { String(Int($0)) }.joined(separator: " "))
        }
        return delays.sorted()
    }

    private static func badMembers(_ count: Int) -> String {
        let one =
            "  - { at: AT, service: api, side: new, bad_member: { percent: 100, reason: Target.Timeout, exit_code: 137 } }"
        return Array(repeating: one, count: count).joined(separator: "\n")
    }

    @Test func `every request on new fails`() async throws {
        let delays = try await Self.delays("  - { at: AT, service: api, side: new, errors: { percent: 100 } }")
        #expect(delays.last ?? .infinity <= 200, "\(delays)")
    }

    @Test func `every target of new is unhealthy`() async throws {
        let delays = try await Self.delays(Self.badMembers(16))
        #expect(delays.last ?? .infinity <= 90, "\(delays)")
    }

    @Test func `tasks of new stop one after another`() async throws {
        let delays = try await Self.delays(Self.badMembers(5))
        #expect(delays.last ?? .infinity <= 200, "\(delays)")
    }
}
