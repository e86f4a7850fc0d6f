import Foundation
import Testing

/// Swift searches the arguments in memory before the environment. In a program with Swift's library within, as releases
/// are, it finds none when a library that was loaded first has called `setenv`, and `rollback --yes` is read as `watch`.
@Suite struct ArgumentsTests {
    @Test func `nobody asks Swift for the arguments of abreast`() throws {
        for file in try Repository.files(of: "Sources/abreast", ending: ".swift") {
            let lines = try Repository.text("Sources/abreast/\(file)").split(separator: "\n")
            let code = lines.filter { !$0.trimmingPrefix(/\s+/).hasPrefix("//") }
            #expect(!code.contains { $0.contains("CommandLine.") }, "\(file)")
        }
    }

    private func run(_ words: [String], environment: [String: String] = [:]) throws -> (status: Int32, text: String) {
        let (process, output) = (Process(), Pipe())
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = words
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { _, new in new }
        process.standardOutput = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, text)
    }

    /// Built without Swift, so that the order of the constructors is that of a release.
    @Test func `C keeps them before main, whatever a preloaded library does to the environment`() throws {
        let folder = NSTemporaryDirectory() + "abreast-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let program = """
            #include <stdio.h>
            #include "CStamp.h"
            int main(void) {
                for (int i = 1; i < argument_count(); i++) printf("%s|", argument_at(i));
                return argument_at(argument_count()) != NULL;
            }
            """
        try program.write(toFile: "\(folder)/main.c", atomically: false, encoding: .utf8)
        let early = """
            #include <stdlib.h>
            __attribute__((constructor)) static void early(void) { setenv("EARLY_OF_TEST", "1", 1); }
            """
        try early.write(toFile: "\(folder)/early.c", atomically: false, encoding: .utf8)
        let stamp = Repository.root.appendingPathComponent("Sources/CStamp").path
        #expect(
            try run(["cc", "-I", "\(stamp)/include", "-o", "\(folder)/it", "\(folder)/main.c", "\(stamp)/arguments.c"])
                .status == 0)
        #expect(try run(["cc", "-shared", "-fPIC", "-o", "\(folder)/early.so", "\(folder)/early.c"]).status == 0)
        // `env` itself would set the variable, and the program's own `setenv` would then move nothing.
        let kept = try run([
            "-u", "EARLY_OF_TEST", "LD_PRELOAD=\(folder)/early.so", "\(folder)/it", "rollback", "--yes", "",
        ])
        #expect(kept.status == 0 && kept.text == "rollback|--yes||", "\(kept)")
    }
}
