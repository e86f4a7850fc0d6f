import Testing

@testable import Discover

@Suite("A migration is named after the environment of its hosts")
struct EnvironmentNameTests {
    @Test(
        "two environments of one zone get two names",
        arguments: [
            (["api.yoyaku.example", "web.yoyaku.example"], "yoyaku.example"),
            (["api.stg.yoyaku.example", "web.stg.yoyaku.example"], "stg.yoyaku.example"),
            (["api.stg.yoyaku.example"], "stg.yoyaku.example"),
            (["api-stg.yoyaku.example", "web-stg.yoyaku.example"], "stg.yoyaku.example"),
            (["stg-api.yoyaku.example", "stg-web.yoyaku.example"], "stg.yoyaku.example"),
            (["api.yoyaku.example"], "api.yoyaku.example"), (["api-stg.yoyaku.example"], "api-stg.yoyaku.example"),
            (["yoyaku.example"], "yoyaku.example"), (["yoyaku.example", "www.yoyaku.example"], "yoyaku.example"),
            (["API.Stg.Yoyaku.Example"], "stg.yoyaku.example"),
            (["a.example", "b.other"], "a.example"),
        ])
    func names(_ hosts: [String], _ name: String) {
        #expect(MigrationName.common(hosts, zone: "yoyaku.example") == name)
    }

    @Test func `without a zone a host is its own name, and without a host there is none`() {
        #expect(MigrationName.common(["api.stg.yoyaku.example"], zone: nil) == "api.stg.yoyaku.example")
        #expect(MigrationName.common([], zone: "yoyaku.example") == nil)
    }
}
