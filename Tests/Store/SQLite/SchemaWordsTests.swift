import Model
import Store
import Testing

/// A program must refuse a store whose series or sources it does not know: each new raw value needs a step of the schema.
@Suite struct SchemaWordsTests {
    /// The words that came with each step. Words are added below a new step only, never to one that has been released.
    private static let words: [Int: Set<String>] = [
        5: [
            "requests", "target2xx", "target4xx", "target5xx", "balancer5xx", "balancer500", "balancer502",
            "balancer503", "balancer504", "responseAverage", "p50", "p95", "p99", "healthyHosts", "unhealthyHosts",
            "connectionErrors", "rejectedConnections", "cpu", "memory", "queueAge",
            "route53", "targetHealth", "listeners", "autoScaling", "ec2", "ecs", "cloudWatch", "sqs",
            "old", "new",
        ],
        6: ["clientTLSErrors", "p90"],
        8: ["queueDepth", "queueReceived", "queueDeleted", "deadLetters"],
    ]

    @Test func `every word came with a step of the schema`() throws {
        let used =
            Metric.allCases.map(\.rawValue) + Source.allCases.map(\.rawValue) + Side.allCases.map(\.rawValue)
        #expect(Set(used) == Self.words.values.reduce(into: Set<String>()) { $0.formUnion($1) })
        let place = try Place()
        _ = try SQLiteStore(path: place.file, migration: Night.migration)
        let known = try #require(Int(try Python.sql("PRAGMA user_version", place.file)))
        for step in Self.words.keys { #expect(step <= known, "the schema has no step \(step)") }
    }

    @Test func `a program of the step before refuses the file`() throws {
        let place = try Place()
        _ = try SQLiteStore(path: place.file, migration: Night.migration)
        // What a program that knows fewer steps does, one with as many does with a file of one step more.
        let known = try #require(Int(try Python.sql("PRAGMA user_version", place.file)))
        try Python.sql("PRAGMA user_version = \(known + 1)", place.file)
        #expect(throws: StoreError.newer(path: place.file, schema: known + 1, known: known)) {
            try SQLiteStore(path: place.file, migration: Night.migration)
        }
    }
}
