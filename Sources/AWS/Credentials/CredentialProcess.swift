import Foundation

/// Gets credentials from a command that prints them (AWS SDKs and Tools Reference, "Process credential provider").
struct CredentialProcess: Sendable {
    let command: String
    let profile: String
    let environment: [String: String]

    /// Runs the command without a shell and reads its JSON. Throws ``AWSError/Kind/noCredentials`` if it fails, prints
    /// anything else, or is not done by the deadline. The error never contains its output.
    func credentials(deadline: ContinuousClock.Instant) async throws(AWSError) -> Credentials {
        guard let words = Self.words(command), let name = words.first, let path = executable(name) else {
            throw failure("is no command that can be run")
        }
        let output: (status: Int32, bytes: [UInt8])
        do {
            output = try await run(path, Array(words.dropFirst()), deadline: deadline)
        } catch is Deadline.Passed {
            throw failure("was not done in time")
        } catch is CancellationError {
            throw AWSError(.cancelled, message: "")
        } catch {
            throw failure("could not be started")
        }
        guard output.status == 0 else { throw failure("ended with exit status \(output.status); run it by hand") }
        guard let document = CredentialDocument(output.bytes) else { throw failure("did not print JSON credentials") }
        guard document.version == 1 else { throw failure("printed no Version 1 credentials") }
        guard let found = document.credentials else { throw failure("printed no AccessKeyId and SecretAccessKey") }
        return found
    }

    private func failure(_ why: String) -> AWSError {
        AWSError(.noCredentials, message: "the credential_process of profile \(profile) \(why)")
    }

    private func executable(_ name: String) -> String? {
        if name.contains("/") { return FileManager.default.isExecutableFile(atPath: name) ? name : nil }
        let folders = (environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":")
        return folders.map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    private func run(
        _ path: String, _ arguments: [String], deadline: ContinuousClock.Instant
    ) async throws -> (status: Int32, bytes: [UInt8]) {
        let command = CommandRun(path: path, arguments: arguments, environment: environment)
        return try await Deadline.race(deadline) { try await command.output() }
    }

    /// Splits the command into words as a shell does: at blanks, but not inside quotes or after a backslash. Returns
    /// nil if a quote is not closed or the text ends with a backslash.
    static func words(_ command: String) -> [String]? {
        var words: [String] = []
        var word: String?
        var quote: Character?
        var isEscaped = false
        for character in command {
            if isEscaped {
                if quote == "\"", character != "\"", character != "\\" { word = (word ?? "") + "\\" }
                word = (word ?? "") + String(character)
                isEscaped = false
            } else if character == "\\", quote != "'" {
                isEscaped = true
            } else if let open = quote {
                if character == open { quote = nil } else { word = (word ?? "") + String(character) }
            } else if character == "\"" || character == "'" {
                quote = character
                word = word ?? ""
            } else if character.isWhitespace {
                if let done = word { words.append(done) }
                word = nil
            } else {
                word = (word ?? "") + String(character)
            }
        }
        if let done = word { words.append(done) }
        return quote == nil && !isEscaped ? words : nil
    }
}
