import Foundation
import Testing
import World

/// From nothing to the screen: each command says what to type next.
@Suite struct FirstStepsJourneys {
    @Test func `the version tells of the build`() throws {
        let run = try Program.run("--version", environment: [:])
        #expect(run.status == 0)
        let lines = run.text.split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines.first?.firstMatch(of: /^abreast [0-9]+\.[0-9]+\.[0-9]+$/) != nil)
        #expect(lines.last?.contains("debug build, Swift 6") == true)
    }

    /// What bash is offered after `abreast pause --config FILE ` and a tab.
    @Test func `the tab key offers the services of the configuration`() throws {
        let place = try DemoFolder()
        defer { place.remove() }
        let file = "\(place.folder)/abreast.yaml"
        #expect(try Program.run("init", file, environment: place.environment).status == 0)
        let script = try Program.run("--generate-completion-script", "bash", environment: [:]).text
        let typed = "abreast pause --config \(file) "
        let asking = """
            \(script)
            abreast() { "\(Program.path)" "$@"; }
            COMP_WORDS=(abreast pause --config '\(file)' '') COMP_CWORD=4 COMP_LINE='\(typed)' COMP_POINT=\(typed.count)
            _abreast abreast '' '\(file)'
            printf '%s\\n' "${COMPREPLY[@]}"
            """
        let offered = try Program.output(of: "/bin/bash", ["-c", asking], environment: place.environment)
        let words = Set(offered.text.split(separator: "\n").map(String.init))
        #expect(words.isSuperset(of: ["api", "worker"]), "\(offered.text)\(offered.errors)")
    }

    @Test func `check of nothing says how to begin`() throws {
        let place = try DemoFolder()
        defer { place.remove() }
        var environment = place.environment
        environment["ABREAST_CONFIG"] = ""
        let run = try Program.run("check", environment: environment)
        #expect(run.status == 2)
        #expect(run.errors.split(separator: "\n").last?.hasPrefix("next: abreast discover HOST") == true)
    }

    @Test func `check of mistakes leads back to itself`() throws {
        let place = try DemoFolder()
        defer { place.remove() }
        let file = "\(place.folder)/a night's.yaml"
        try "migration: m\n".write(toFile: file, atomically: true, encoding: .utf8)
        let run = try Program.run("check", "--config", file, environment: place.environment)
        #expect(run.status == 2)
        let quoted = "'" + file.replacing("'", with: "'\\''") + "'"
        #expect(run.errors.hasSuffix("next: mend that, then abreast check --config \(quoted)\n"))
    }

    @Test func `check of a good configuration leads to AWS and then to the screen`() async throws {
        let world = try await EmulatedWorld.shared()
        var environment = world.environment
        environment["ABREAST_CONFIG"] = world.configPath
        let offline = try Program.run("check", environment: environment)
        #expect(offline.status == 0)
        #expect(offline.text.hasSuffix("\nnext: abreast check --online --config \(world.configPath)\n"))
        let online = try Program.run("check", "--online", environment: environment)
        #expect(online.status == 0, "\(online.text)\(online.errors)")
        #expect(online.text.hasSuffix("\nnext: abreast watch --config \(world.configPath)\n"))
        environment["AWS_ACCESS_KEY_ID"] = world.names.powerless["accessKeyID"]
        environment["AWS_SECRET_ACCESS_KEY"] = world.names.powerless["secretAccessKey"]
        let denied = try Program.run("check", "--online", environment: environment)
        #expect(denied.status == 1)
        let last = try #require(denied.text.split(separator: "\n").last)
        let policy = "abreast check --iam-policy --config \(world.configPath) for what was DENIED"
        #expect(last == "next: \(policy); then abreast check --online --config \(world.configPath)")
    }
}
