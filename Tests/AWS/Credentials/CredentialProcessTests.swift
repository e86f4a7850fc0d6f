import Foundation
import Model
import Testing

@testable import AWS

@Suite struct CredentialProcessTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func run(
        _ script: String, arguments: String = "", within: Duration = .seconds(10)
    ) async throws -> Credentials {
        let file = try folder.write("#!/bin/sh\n" + script, to: "keys tool", mode: 0o700)
        return try await CredentialProcess(
            command: "'\(file)' \(arguments)", profile: "p", environment: ["PATH": "/usr/bin:/bin", "WHO": "ops"]
        ).credentials(deadline: .now + within)
    }

    private func refusal(_ script: String, within: Duration = .seconds(10)) async throws -> String {
        let error = await #expect(throws: AWSError.self) { try await run(script, within: within) }
        #expect(error?.kind == .noCredentials)
        return try #require(error).sentence
    }

    @Test func `keys are read`() async throws {
        let found = try await run(
            """
            echo 'sign in first' >&2
            printf '{"Version":1,"AccessKeyId":"%s","SecretAccessKey":"%s","SessionToken":"t",\
            "Expiration":"2026-11-23T05:00:00Z"}' "$1" "$WHO"
            """, arguments: #""A KEY""#)
        #expect(found.accessKeyID == "A KEY" && found.secretAccessKey == "ops" && found.sessionToken == "t")
        #expect(found.expiration == Moment(iso8601: "2026-11-23T05:00:00Z"))
    }

    @Test func `keys without expiry last for ever`() async throws {
        let found = try await run(#"echo '{"Version":1,"AccessKeyId":"A","SecretAccessKey":"S"}'"#)
        #expect(found == Credentials(accessKeyID: "A", secretAccessKey: "S"))
    }

    @Test(arguments: [
        ("exit 7", "exit status 7"),
        ("echo topsecret", "did not print JSON"),
        (#"echo '{"Version":2,"AccessKeyId":"A","SecretAccessKey":"topsecret"}'"#, "no Version 1"),
        (#"echo '{"Version":1,"SecretAccessKey":"topsecret"}'"#, "no AccessKeyId"),
        (
            #"echo '{"Version":1,"AccessKeyId":"A","SecretAccessKey":"topsecret","Expiration":"soon"}'"#,
            "no AccessKeyId"
        ),
    ])
    func `failures name the profile and no secret`(script: String, words: String) async throws {
        let sentence = try await refusal(script)
        #expect(sentence.contains(words) && sentence.contains("profile p") && !sentence.contains("topsecret"))
    }

    @Test func `hanging command is given up`() async throws {
        let start = ContinuousClock.now
        // The grandchild keeps the pipe open when the shell is gone.
        let sentence = try await refusal("sleep 20 & sleep 20", within: .milliseconds(300))
        #expect(sentence.contains("not done in time"))
        #expect(ContinuousClock.now - start < .seconds(3))
    }

    @Test func `a child that stays behind with the pipe is not waited for`() async throws {
        let start = ContinuousClock.now
        let keys = #"echo '{"Version":1,"AccessKeyId":"A","SecretAccessKey":"S"}'"#
        let found = try await run("sleep 20 & \(keys)", within: .seconds(15))
        #expect(found.accessKeyID == "A")
        #expect(ContinuousClock.now - start < .seconds(10))
    }

    @Test func `a command that is given up ends with its children`() async throws {
        let note = folder.path + "/note"
        _ = try await refusal("sleep 100 & echo $! > '\(note)'; trap '' TERM; sleep 100", within: .seconds(2))
        let child = try #require(pid_t(String(contentsOfFile: note, encoding: .utf8).trimmingCharacters(in: .newlines)))
        func isThere() -> Bool {
            let status = (try? String(contentsOfFile: "/proc/\(child)/status", encoding: .utf8)) ?? ""
            return kill(child, 0) == 0 && !status.contains("State:\tZ")
        }
        for _ in 0..<100 where isThere() { try await Task.sleep(for: .milliseconds(50)) }
        #expect(!isThere())
    }

    @Test func `no descriptor but the three is inherited`() async throws {
        // Not marked to be closed, as a library's might be. A high number: `ls` opens the folder itself as a low one.
        let low = open("/dev/null", O_RDONLY)
        let inherited = fcntl(low, F_DUPFD, 100)
        defer {
            close(low)
            close(inherited)
        }
        try #require(inherited >= 100)
        let note = folder.path + "/note"
        _ = try await run(
            "ls /proc/self/fd > '\(note)'; " + #"echo '{"Version":1,"AccessKeyId":"A","SecretAccessKey":"S"}'"#)
        let seen = try String(contentsOfFile: note, encoding: .utf8).split(separator: "\n").compactMap { Int($0) }
        #expect(!seen.contains(Int(inherited)) && seen.count <= 4, "\(seen)")
    }

    @Test func `unknown command is named so`() async throws {
        let process = CredentialProcess(command: "no-such-command-anywhere", profile: "p", environment: [:])
        let error = await #expect(throws: AWSError.self) {
            try await process.credentials(deadline: .now + .seconds(1))
        }
        #expect(error?.sentence.contains("no command that can be run") == true)
    }

    @Test(arguments: [
        ("a b  c", ["a", "b", "c"]), ("'a b' c", ["a b", "c"]), (#""a \"b\"" c"#, [#"a "b""#, "c"]),
        (#"a\ b"#, ["a b"]), (#""a\nb""#, [#"a\nb"#]), ("''", [""]), ("  ", []),
    ])
    func `words`(command: String, words: [String]) {
        #expect(CredentialProcess.words(command) == words)
    }

    @Test(arguments: ["'open", #"ends with \"#])
    func `unclosed quotes are no command`(command: String) {
        #expect(CredentialProcess.words(command) == nil)
    }
}
