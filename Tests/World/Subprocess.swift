import Foundation

/// One program run to its end.
enum Subprocess {
    /// What the program printed. Throws ``WorldError`` with its error output when it ends with another status than 0.
    ///
    /// - Parameter adding: Variables laid over this process's own; no variable of AWS is inherited.
    static func output(of program: String, arguments: [String], adding: [String: String]) throws -> String {
        let errors = FileManager.default.temporaryDirectory.appendingPathComponent("abreast-\(UUID().uuidString).err")
        _ = FileManager.default.createFile(atPath: errors.path, contents: nil)
        defer { try? FileManager.default.removeItem(at: errors) }

        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment
            .filter { !$0.key.hasPrefix("AWS_") }
            .merging(adding) { _, new in new }
        process.standardInput = FileHandle.nullDevice
        let output = Pipe()
        process.standardOutput = output
        let text: String
        do {
            process.standardError = try FileHandle(forWritingTo: errors)
            try process.run()
            text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            process.waitUntilExit()
        } catch {
            throw WorldError(what: "\(program) could not be run: \(error)")
        }
        guard process.terminationStatus == 0 else {
            let said = (try? String(contentsOf: errors, encoding: .utf8)) ?? ""
            throw WorldError(what: "The world's Python failed (status \(process.terminationStatus)):\n\(said)")
        }
        return text
    }
}
