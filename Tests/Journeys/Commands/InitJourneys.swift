import Foundation
import Testing

/// Someone who has nothing yet.
@Suite struct InitJourneys {
    @Test func `without a configuration it says the ways to begin`() throws {
        let place = try DemoFolder()
        defer { place.remove() }
        var environment = place.environment
        environment["ABREAST_CONFIG"] = ""
        for arguments in [[], ["watch"]] {
            let run = try Program.output(of: Program.path, arguments, environment: environment)
            #expect(run.status == 2)
            #expect(run.errors.contains("  abreast demo  "))
            #expect(run.errors.contains("  abreast init  "))
            #expect(run.errors.split(separator: "\n").count < 8)
        }
        let named = try Program.run("watch", "--config", "/nowhere.yaml", environment: environment)
        #expect(named.status == 2)
        #expect(named.errors.contains("/nowhere.yaml: cannot be read"))
        let status = try Program.run("status", environment: environment)
        #expect(status.status == 2)
        #expect(status.errors.contains("abreast init"))
    }

    @Test func `init writes an example that is good`() throws {
        let place = try DemoFolder()
        defer { place.remove() }
        let file = "\(place.folder)/abreast.yaml"
        let first = try Program.run("init", file, environment: place.environment)
        #expect(first.status == 0, "\(first.errors)")
        #expect(first.text.contains("abreast check --config \(file)"))
        #expect(try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int == 0o644)
        #expect(try Program.run("check", "--config", file, environment: place.environment).status == 0)
        try "mine".write(toFile: file, atomically: false, encoding: .utf8)
        let second = try Program.run("init", file, environment: place.environment)
        #expect(second.status == 1)
        #expect(second.errors.contains("--force"))
        #expect(try String(contentsOfFile: file, encoding: .utf8) == "mine")
        #expect(try Program.run("init", file, "--force", environment: place.environment).status == 0)
        #expect(try String(contentsOfFile: file, encoding: .utf8).contains("services:"))
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: place.folder).filter { $0.contains(".part") }.isEmpty)
    }
}
