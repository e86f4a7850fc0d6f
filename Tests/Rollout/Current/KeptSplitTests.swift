import AWS
import Model
import Testing

@testable import Rollout

/// The weights as kept between programs.
@Suite struct KeptSplitTests {
    @Test func `come back whole`() async throws {
        let configuration = try WireSamples.configuration()
        let reader = CurrentReader(sender: ScriptedRoute53(), deadline: .now + .seconds(5), readsHealth: false)
        let found = try #require(await reader.standing(of: configuration.services)["api"]).get()
        let kept = KeptSplit(text: KeptSplit(found, of: configuration.services[0]).text)
        let back = try #require(kept.split(of: configuration.services[0]))
        #expect(back.readings == found.readings && kept.zone(of: configuration.services[0]) == "Z0123456789ABC")
        func line(_ split: CurrentSplit) -> String {
            split.change(to: 0, raises: false, region: "ap-northeast-1", comment: "by hand").commandLine
        }
        #expect(line(back) == line(found))
        #expect(KeptSplit(text: "{}").split(of: configuration.services[0]) == nil)
        #expect(KeptSplit(text: "no JSON").split(of: configuration.services[0]) == nil)
    }
}
