import Foundation
import Testing
import World

/// What the built program makes of a command line.
@Suite struct CommandLineJourneys {
    @Test(arguments: [
        ("advnce", "advance"), ("gaet", "gate"), ("rollbak", "rollback"), ("stauts", "status"), ("dr", "doctor"),
    ])
    func `a mistyped command names the nearest`(typed: String, meant: String) throws {
        let run = try Program.run(typed, "api", environment: [:])
        #expect(run.status == 64, "\(run.errors)")
        let said = run.errors.contains("“\(typed)” is not a host's name; did you mean “abreast \(meant)”?")
        #expect(said == (typed != "dr"), "\(run.errors)")
        if typed == "dr" { #expect(run.errors.contains("“dr” is not a host's name, and no command"), "\(run.errors)") }
    }

    /// The file is not there, and each names it: both orders mean the same.
    @Test(arguments: [
        ["--config", "/nowhere/a.yaml", "status"], ["status", "--config", "/nowhere/a.yaml"],
        ["-c", "/nowhere/a.yaml", "gate", "api"], ["gate", "api", "-c", "/nowhere/a.yaml"],
        ["--config=/nowhere/a.yaml", "events"],
    ])
    func `the configuration stands before the command or behind it`(words: [String]) throws {
        let run = try Program.output(of: Program.path, words, environment: [:])
        #expect(run.status != 0 && run.status != 64, "\(run.status)")
        #expect(run.errors.contains("/nowhere/a.yaml"), "\(run.errors)")
    }

    @Test(arguments: ["status --schema", "demo --list"])
    func `what cannot be written is no success`(words: String) throws {
        let run = try Program.output(
            of: "/bin/sh", ["-c", "'\(Program.path)' \(words) >/dev/full"], environment: [:])
        #expect(run.status == 1, "\(words): \(run.errors)")
        #expect(run.errors.contains("the output could not be written"), "\(words): \(run.errors)")
    }

    @Test(arguments: ["UTF-8", "C.UTF-8", "xx_YY.utf8"])
    func `an encoding without a language counts`(name: String) throws {
        let run = try Program.run("doctor", "--offline", environment: ["LC_CTYPE": name, "LC_ALL": "", "LANG": ""])
        #expect(run.text.contains("UTF-8 (LC_CTYPE=\(name))"), "\(run.text)\(run.errors)")
    }

    /// Such libraries exist: agents of monitoring, `libfaketime`. `setenv` moves the environment away from the arguments.
    /// A debug build, beside Swift's library, would find them all the same; a release would not (`ArgumentsTests`).
    @Test func `the arguments survive a preloaded library that calls setenv before main`() throws {
        let folder = NSTemporaryDirectory() + "abreast-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let (source, library) = ("\(folder)/early.c", "\(folder)/early.so")
        try """
        #include <stdlib.h>
        __attribute__((constructor)) static void early(void) { setenv("EARLY_OF_TEST", "1", 1); }
        """.write(toFile: source, atomically: false, encoding: .utf8)
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        let made = try Program.output(
            of: "/bin/sh", ["-c", "cc -shared -fPIC -o '\(library)' '\(source)'"], environment: ["PATH": path])
        try #require(made.status == 0, "\(made.errors)")
        let early = ["LD_PRELOAD": library]
        let plain = try Program.run("--version", environment: early)
        #expect(plain.status == 0 && plain.text.hasPrefix("abreast "), "\(plain.text)\(plain.errors)")
        let order = try Program.run(
            "rollback", "api", "--config", "/nowhere/a.yaml", "--yes", environment: early)
        #expect(order.errors.contains("/nowhere/a.yaml: cannot be read"), "\(order.text)\(order.errors)")
    }

    @Test func `a configuration before a host is an option of watch`() throws {
        let run = try Program.run("--config", "/nowhere/a.yaml", "api.example.com", environment: [:])
        #expect(run.errors.contains("watch takes either --config FILE or HOST"), "\(run.errors)")
    }
}
