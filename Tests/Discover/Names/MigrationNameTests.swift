import Testing

@testable import Discover

@Suite("Names for a migration that nobody named")
struct MigrationNameTests {
    @Test func `a host that can name a store does`() {
        #expect(MigrationName.fitting("api.example.com") == "api.example.com")
    }

    @Test func `what cannot name a store is made fit, and stays apart from what looks like it`() {
        let wild = MigrationName.fitting("*.example.com")
        #expect(wild.hasPrefix("any.example.com-") && wild != MigrationName.fitting("any.example.com"))
        #expect(MigrationName.fitting("my group") != MigrationName.fitting("my/group"))
        #expect(MigrationName.fitting("my group").hasPrefix("my-group-"))
        #expect(MigrationName.fitting("_api").hasPrefix("api-") && MigrationName.fitting("…").hasPrefix("migration-"))
    }

    @Test func `long hosts that differ only at their ends are cut to 80 bytes and differ`() {
        let label = String(repeating: "a", count: 60)
        let names = ["one", "two"].map { MigrationName.fitting("\(label).\(label).\($0).example.com") }
        #expect(names[0] != names[1] && names.allSatisfy { $0.utf8.count == 80 })
        #expect(MigrationName.withDigest("\(label).\(label)", of: ["x"]).utf8.count == 80)
    }

    @Test func `every text and its place is told apart, and the same are the same`() {
        let name = { (texts: [String]) in MigrationName.withDigest("api.example.com", of: texts) }
        let names = [
            ["old: a", "new: b"], ["old: b", "new: a"], ["old: a"], ["old: anew: b"], ["old: a", "new: b", ""],
        ]
        #expect(Set(names.map(name)).count == names.count)
        #expect(name(["old: a", "new: b"]) == name(["old: a", "new: b"]))
        // 64-bit FNV-1a of “a” and the byte 0xFF.
        let digits = name(["a"]).dropFirst("api.example.com-".count)
        #expect(digits.count == 8 && digits.allSatisfy { $0.isHexDigit && !$0.isUppercase })
    }
}
