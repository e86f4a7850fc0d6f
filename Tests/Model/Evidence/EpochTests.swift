import Foundation
import Testing

@testable import Model

@Suite struct EpochTests {
    @Test(arguments: [
        Epoch.Cause.window, .weights(from: 10, to: 25), .weights(from: nil, to: 5), .weights(from: nil, to: nil),
        .version(.new, from: "api:218 @9f2c", to: "api:219 @03ab"),
    ])
    func `what began an epoch is kept as it is`(_ cause: Epoch.Cause) throws {
        let data = try JSONEncoder().encode([cause])
        #expect(try JSONDecoder().decode([Epoch.Cause].self, from: data) == [cause])
    }

    @Test(arguments: [
        ("", Epoch.Cause.window), ("10 → 25 %", .weights(from: 10, to: 25)),
        ("? → 2.5 %", .weights(from: nil, to: 2.5)),
        ("old: lt:41 ami-1 → lt:42 ami-2", .version(.old, from: "lt:41 ami-1", to: "lt:42 ami-2")),
    ])
    func `the words of older records are read`(_ words: String, _ cause: Epoch.Cause) throws {
        let data = try JSONEncoder().encode([words])
        #expect(try JSONDecoder().decode([Epoch.Cause].self, from: data) == [cause])
        #expect(cause.words == words)
    }

    @Test func `a missing number is kept by the name of its column`() throws {
        let missing = MissingCount(side: .old, metric: .p99)
        #expect(missing.rawValue == "old_p99" && MissingCount(rawValue: "old_p99") == missing)
        #expect(MissingCount(rawValue: "old_queue") == nil)
        #expect(try JSONEncoder().encode([missing]) == Data(#"["old_p99"]"#.utf8))
    }
}
