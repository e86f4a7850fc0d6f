import Model
import Testing

@testable import MigrationFile

@Suite struct HookReaderTests {
    private func text(_ hooks: String) -> String {
        """
        migration: m
        region: eu-west-1
        services:
          api: { old: { auto_scaling_group: a }, new: { ecs: { cluster: c, service: api } } }
        hooks:
        \(hooks)
        """
    }

    private func faults(_ hooks: String) -> [String] {
        do {
            _ = try Configuration.read(text: text(hooks), file: "f")
            return []
        } catch {
            return error.problems.map(\.description)
        }
    }

    @Test func `hooks are read in their order`() throws {
        let configuration = try Configuration.read(
            text: text(
                """
                - { on: [paused, rolledBack, worse, done], run: [/usr/bin/page, "two words"], timeout: 1m30s }
                - on: [changedOutside, deadMan]
                  run: [/bin/say]
                """), file: "f")
        #expect(
            configuration.hooks == [
                Hook(
                    on: [.paused, .rolledBack, .worse, .done], run: ["/usr/bin/page", "two words"], timeout: 90),
                Hook(on: [.changedOutside, .deadMan], run: ["/bin/say"], timeout: 10),
            ])
        #expect(try Configuration.read(text: text(""), file: "f").hooks.isEmpty)
    }

    @Test(arguments: [
        (
            "  on: [paused]",
            "f:6:3: hooks: a mapping stands where a list is wanted; write a list, e.g. hooks: with a line - { on: [paused, rolledBack], run: [/usr/local/bin/page], timeout: 10s }"
        ),
        (
            "- { on: [paused] }",
            "f:6:3: hooks[0]: `run` is missing; write e.g. run: [/usr/local/bin/page, sre]"
        ),
        ("- { run: [/bin/say] }", "f:6:3: hooks[0]: `on` is missing; write e.g. on: [paused, rolledBack]"),
        ("- { on: [pause], run: [/bin/say] }", "f:6:10: hooks[0].on[0]: “pause” is no event; did you mean `paused`?"),
        (
            "- { on: [lunch], run: [/bin/say] }",
            "f:6:10: hooks[0].on[0]: “lunch” is no event; known here: paused, resumed, rolledBack, advanced, refused, worse, blind, pass, done, changedOutside, deadMan"
        ),
        (
            "- { on: [], run: [/bin/say] }",
            "f:6:9: hooks[0].on: no event is named; known here: paused, resumed, rolledBack, advanced, refused, worse, blind, pass, done, changedOutside, deadMan"
        ),
        (
            "- { on: [done], run: [] }",
            "f:6:22: hooks[0].run: no program is named; write the program's absolute path and its arguments, e.g. run: [/usr/local/bin/page, sre]"
        ),
        (
            "- { on: [done], run: [page] }",
            "f:6:23: hooks[0].run[0]: “page” is not an absolute path; write the program's absolute path and its arguments, e.g. run: [/usr/local/bin/page, sre]"
        ),
        (
            "- { on: [done], run: /bin/say }",
            "f:6:22: hooks[0].run: the text “/bin/say” stands where a list is wanted; write the program's absolute path and its arguments, e.g. run: [/usr/local/bin/page, sre]"
        ),
        (
            "- { on: [done], run: [/bin/say], timeout: 10 }",
            "f:6:43: hooks[0].timeout: “10” has no unit: s, m or h; write e.g. timeout: 10s"
        ),
        (
            "- { on: [done], run: [/bin/say], timeout: 6m }",
            "f:6:43: hooks[0].timeout: a hook that takes longer than 5 min holds up the others; write e.g. timeout: 10s"
        ),
        (
            "- { on: [done], run: [/bin/say], environment: [AWS_PROFILE, HOME] }",
            "f:6:61: hooks[0].environment[1]: “HOME” is none of AWS's variables; all others are inherited anyway; write the names of AWS's variables that it needs, e.g. environment: [AWS_PROFILE, AWS_REGION]"
        ),
        (
            "- { on: [done], run: [/bin/say], every: 1m }",
            "f:6:34: hooks[0].every: unknown key; known here: `on`, `run`, `timeout`, `environment`"
        ),
    ])
    func `what is wrong is said once with its place`(hooks: String, said: String) {
        #expect(faults(hooks) == [said])
    }
}
