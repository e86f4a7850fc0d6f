import Model
import Testing

@testable import MigrationFile

@Suite("A service's database in the configuration")
struct DatabaseReaderTests {
    private func text(_ database: String, new: String = "{ ecs: { cluster: prod, service: jobs } }") -> String {
        """
        migration: m
        region: eu-west-1
        services:
          jobs:
            old: { auto_scaling_group: jobs-asg }
            new: \(new)
            database: \(database)
        """
    }

    private func mistakes(_ text: String) -> String {
        do throws(ConfigurationError) {
            _ = try Configuration.read(text: text, file: "f")
            return ""
        } catch {
            return "\(error)"
        }
    }

    @Test func `is read in whole`() throws {
        let read = try Configuration.read(
            text: text("{ connections: 500, per_instance: 20, per_task: 10 }"), file: "f")
        #expect(read.services[0].database == DatabaseLimit(connections: 500, perInstance: 20, perTask: 10))
        let without = try Configuration.read(text: text("null"), file: "f")
        #expect(without.services[0].database == nil)
    }

    @Test func `needs no number of a fleet that is not there`() throws {
        let read = try Configuration.read(
            text: text("{ connections: 500, per_instance: 20 }", new: "{ auto_scaling_group: other-asg }"), file: "f")
        #expect(read.services[0].database == DatabaseLimit(connections: 500, perInstance: 20, perTask: 0))
    }

    @Test(arguments: [
        ("{ connections: 500, per_instance: 20 }", "per_task"), ("{ per_instance: 20, per_task: 10 }", "connections"),
        ("{ connections: 0, per_instance: 20, per_task: 10 }", "0 is no number of connections"),
        ("{ connections: 5.5, per_instance: 20, per_task: 10 }", "5.5 is no number of connections"),
        ("{ connections: many, per_instance: 20, per_task: 10 }", "many"),
        ("{ connections: 500, per_instances: 20, per_task: 10 }", "did you mean `per_instance`"),
    ]) func `mistakes are named`(database: String, words: String) {
        let said = mistakes(text(database))
        #expect(said.contains(words), "\(said)")
    }
}
