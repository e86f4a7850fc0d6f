import Foundation
import Testing
import World

/// What the doctor says of a machine, and what it keeps to itself.
@Suite(.serialized) struct DoctorJourneys {
    /// Keys as AWS would give them; neither may be seen anywhere.
    private static let keys = [
        "AWS_ACCESS_KEY_ID": "AKIAQ7ZX2M4N5P6R7S8T",
        "AWS_SECRET_ACCESS_KEY": "k9Zq3vN1xW7bT5yR8uM2cL4dF6gH0jP1sA3eV5oI",
    ]

    private struct Diagnosis: Decodable {
        var subject: String
        var mark: String
        var words: String
        var advice: String?
    }

    private struct Diagnoses: Decodable { var diagnoses: [Diagnosis] }

    /// What `doctor --json` says, by subject.
    private static func diagnoses(
        _ arguments: [String] = [], status: Int32, environment: [String: String]
    ) throws -> [String: Diagnosis] {
        let run = try Program.output(of: Program.path, ["doctor", "--json"] + arguments, environment: environment)
        #expect(run.status == status, "\(run.text)\(run.errors)")
        for secret in keys.values { #expect(!(run.text + run.errors).contains(secret)) }
        let found = try JSONDecoder().decode(Diagnoses.self, from: Data(run.text.utf8)).diagnoses
        return Dictionary(uniqueKeysWithValues: found.map { ($0.subject, $0) })
    }

    @Test func `a machine with nothing is not ill`() throws {
        let place = try DemoFolder()
        defer { place.remove() }
        let environment = place.environment.merging(["ABREAST_CONFIG": "", "LC_ALL": "C.UTF-8"]) { $1 }
        let found = try Self.diagnoses(status: 0, environment: environment)
        #expect(found["program"]?.words.contains("debug build") == true)
        #expect(found["terminal"]?.mark == "note")
        #expect(found["locale"]?.words == "UTF-8 (LC_ALL=C.UTF-8)")
        #expect(found["configuration"]?.advice?.contains("abreast init") == true)
        #expect(found["store"]?.mark == "note")
        #expect(found["clock"]?.words.contains("not compared") == true)
    }

    @Test func `without AWS nothing is asked and no key is shown`() throws {
        let place = try DemoFolder()
        defer { place.remove() }
        let file = "\(place.folder)/abreast.yaml"
        #expect(try Program.run("init", file, environment: place.environment).status == 0)
        let environment = place.environment.merging(Self.keys) { $1 }
        let found = try Self.diagnoses(["--offline", "--config", file], status: 0, environment: environment)
        #expect(found["configuration"]?.words.hasPrefix("\(file): reservations in ap-northeast-1") == true)
        #expect(found["credentials"]?.words == "the environment (AWS_ACCESS_KEY_ID)")
        for name in Self.keys.keys { #expect(found["variables"]?.words.contains(name) == true) }
        #expect(found["clock"]?.words.contains("--offline") == true)
        #expect(found["store"]?.words.contains("is not there yet") == true)
    }

    /// No region is no want of keys.
    @Test func `without a region the credentials are still seen`() throws {
        let place = try DemoFolder()
        defer { place.remove() }
        let environment = place.environment.merging(Self.keys.merging(["ABREAST_CONFIG": ""]) { $1 }) { $1 }
        let found = try Self.diagnoses(status: 0, environment: environment)
        #expect(found["credentials"]?.words == "the environment (AWS_ACCESS_KEY_ID)")
        #expect(found["settings"]?.words.contains("no region is named") == true)
        #expect(found["clock"]?.words.contains("AWS cannot be asked") == true)
    }

    @Test func `what is wrong ends with 1`() throws {
        let place = try DemoFolder()
        defer { place.remove() }
        let file = "\(place.folder)/abreast.yaml"
        try "migration: m\nservcies: {}\n".write(toFile: file, atomically: true, encoding: .utf8)
        var environment = place.environment
        environment["ABREAST_THEME"] = "no-such-theme"
        let found = try Self.diagnoses(["--config", file], status: 1, environment: environment)
        #expect(found["configuration"]?.mark == "wrong")
        #expect(found["configuration"]?.words.contains("\(file):") == true)
        #expect(found["configuration"]?.advice == "abreast check --config \(file) says all that is wrong")
        #expect(found["theme"]?.words.contains("no-such-theme") == true)
    }

    @Test func `a simulation asks nobody`() throws {
        let place = try DemoFolder()
        defer { place.remove() }
        let demo = try Program.run(
            "demo", "calm", "--no-screen", "--until", "2m", "--speed", "max", "--keep", place.kept,
            environment: place.environment)
        #expect(demo.status == 0, "\(demo.errors)")
        let found = try Self.diagnoses(status: 0, environment: place.environment)
        #expect(found["credentials"]?.words.contains("AWS is not asked") == true)
        #expect(found["clock"] == nil)
        #expect(found["store"]?.mark == "ok")
        #expect(found["store"]?.words.contains("sound") == true)
    }

    @Test func `the emulated AWS tells the time and who asks`() async throws {
        let world = try await EmulatedWorld.shared()
        var environment = world.environment
        environment["XDG_STATE_HOME"] = NSTemporaryDirectory() + "abreast-\(UUID().uuidString)"
        let found = try Self.diagnoses(status: 0, environment: environment)
        #expect(found["clock"]?.words == "AWS's, to about a second")
        let credentials = try #require(found["credentials"])
        #expect(credentials.mark == "ok")
        #expect(credentials.words.contains("arn:aws:"))
        #expect(!credentials.words.contains(world.names.account))
        environment["AWS_ENDPOINT_URL_STS"] = "http://127.0.0.1:1"
        environment["ABREAST_CONFIG"] = ""
        let alone = try Self.diagnoses(status: 1, environment: environment)
        #expect(alone["credentials"]?.advice?.contains("nobody listens") == true)
        #expect(alone["clock"]?.words.contains("not compared") == true)
    }

    @Test func `the terminal is told`() async throws {
        let place = try DemoFolder()
        defer { place.remove() }
        var environment = place.environment
        environment["ABREAST_CONFIG"] = ""
        environment.merge(["NO_COLOR": "", "LC_ALL": "C.UTF-8"]) { $1 }
        let wide = try TmuxTerminal(["doctor", "--offline"], environment: environment)
        let screen = try await wide.wait("the end") { $0.contains("left with status 0") }
        for row in ["ok    terminal       screen-256color", "ok    size           120×36", "ok    colours        256"] {
            #expect(screen.contains(row), "\(row) is missing from\n\(screen)")
        }
        environment.merge(["NO_COLOR": "1", "LC_ALL": "C"]) { $1 }
        let narrow = try TmuxTerminal(
            ["doctor", "--offline"], environment: environment, width: 70, height: 40)
        let cramped = try await narrow.wait("the end") { $0.contains("left with status 0") }
        #expect(cramped.contains("70×40"))
        #expect(cramped.contains("as NO_COLOR asks"))
        #expect(cramped.contains("export LANG=C.UTF-8"))
    }
}
