import Foundation
import Model
import Simulation
import Testing
import World

@testable import abreast

/// The first line of each command that moves traffic, or says whether it may move.
@Suite(.serialized) struct CommandHeadJourneys {
    private let plan = "rollout: { mode: manual, steps: [25, 50, 100], bake: 1m }"

    @Test func `each command says first what it is about`() async throws {
        let world = try await EmulatedWorld.borrow()
        defer { world.giveBack() }
        let place = try SteeredPlace(world, top: plan)
        for words in [
            ["pause", "web"], ["resume", "web"], ["gate", "api"], ["advance", "api"], ["rollback", "api"],
        ] {
            let said = try place.run(words)
            let first = said.errors.split(separator: "\n").first.map(String.init) ?? ""
            #expect(first.hasPrefix("\(place.file): migration "), "\(words): \(said.errors)")
            #expect(first.hasSuffix(", account …\(world.names.account.suffix(4))"), "\(words): \(first)")
            // Scripts read what stands on stdout.
            #expect(!said.text.contains("\(place.file): migration "), "\(words): \(said.text)")
        }
        let gate = try place.run("gate", "api").text.split(separator: "\n")
        #expect(gate.count == 1)
    }

    @Test func `an account that is not known is said, and of a known one the last digits`() throws {
        let scenario = try #require(try ScenarioLibrary.scenario(named: "calm"))
        var configuration = scenario.configuration(mode: .manual)
        configuration.simulated = nil
        configuration.file = "/etc/abreast/prod.yaml"
        #expect(
            CommandHead.line(configuration, account: nil)
                == "/etc/abreast/prod.yaml: migration \(configuration.migration), account not known before the first poll"
        )
        #expect(CommandHead.line(configuration, account: "111122223333").hasSuffix(", account …3333"))
        configuration.simulated = "calm, seed 1"
        #expect(CommandHead.line(configuration, account: nil).hasSuffix(", simulated (calm, seed 1)"))
    }
}
