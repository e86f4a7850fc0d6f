import ArgumentParser
import Foundation
import Model
import Testing

@testable import abreast

/// Each command that the program prints is read by a shell and by the program's own parser, and does what it says.
@Suite("Printed commands")
struct PrintedCommandTests {
    /// One for each case of `PrintedCommand.What`: a new case needs one more here, and a sample below.
    private enum Kind: CaseIterable {
        case watch, poll, doctor, check, policy, advance, rollBack, pause, resume, discover
    }

    private static let names = ["api", "予約", "it's; rm -rf", "a b", "$HOME", "*"]
    private static let files = ["/etc/abreast/abreast.yaml", "/a night's/pro d.yaml", "/tmp/$(id).yaml"]

    private static var samples: [PrintedCommand.What] {
        var samples: [PrintedCommand.What] = [
            .watch, .poll, .doctor, .check(online: true), .check(online: false), .policy,
            .advance(nil, to: 100, yes: true), .rollBack(nil, to: 0, inSteps: true, yes: true),
            .discover(["api.example.com", "--old", "ec2's", "--zone", "Z012345"], output: "abreast.yaml"),
        ]
        for name in names {
            samples += [
                .advance(name, to: 25, yes: true), .advance(name, to: 0.1 + 0.2, yes: true),
                .advance(name, to: nil, yes: false), .rollBack(name, to: 12.5, inSteps: false, yes: true),
                .rollBack(name, to: 0, inSteps: false, yes: false), .pause(name), .resume(name),
            ]
        }
        return samples
    }

    private func kind(_ what: PrintedCommand.What) -> Kind {
        switch what {
        case .watch: .watch
        case .poll: .poll
        case .doctor: .doctor
        case .check: .check
        case .policy: .policy
        case .advance: .advance
        case .rollBack: .rollBack
        case .pause: .pause
        case .resume: .resume
        case .discover: .discover
        }
    }

    @Test func `every kind of command has a sample`() {
        #expect(Set(Self.samples.map(kind)) == Set(Kind.allCases))
    }

    @Test func `a shell and the parser read what was meant`() throws {
        for what in Self.samples {
            for file in Self.files {
                let isFree = if case .discover = what { true } else { false }
                let printed = PrintedCommand(what, file: isFree ? nil : file)
                let words = try shellWords(printed.line)
                #expect(words == ["abreast"] + printed.arguments)
                let command = try Abreast.parseAsRoot(Array(words.dropFirst()))
                check(command, what, file: printed.file)
            }
        }
    }

    @Test func `what was typed in place of the file's settings is repeated`() throws {
        let typed = try #require(AWSOverride(region: "eu-west-1", profile: "a night's"))
        for what in Self.samples {
            if case .discover = what { continue }
            let printed = PrintedCommand(what, file: "/a.yaml", typed: typed)
            let words = try shellWords(printed.line)
            let command = try Abreast.parseAsRoot(Array(words.dropFirst()))
            check(command, what, file: "/a.yaml")
            guard let found = Self.typed(command) else {
                #expect(command is ResumeCommand || command is PauseCommand, "\(printed.line)")
                continue
            }
            #expect(found == typed, "\(printed.line)")
        }
    }

    private static func typed(_ command: any ParsableCommand) -> AWSOverride? {
        switch command {
        case let command as WatchCommand: command.discovery.typed
        case let command as PollCommand: command.aws.typed
        case let command as DoctorCommand: command.aws.typed
        case let command as CheckCommand: command.aws.typed
        case let command as AdvanceCommand: command.aws.typed
        case let command as RollBackCommand: command.aws.typed
        default: nil
        }
    }

    /// As a shell takes the line apart.
    private func shellWords(_ line: String) throws -> [String] {
        let output = try Program.output(
            of: "/bin/sh", ["-c", "for word in \(line); do printf '%s\\n' \"$word\"; done"], environment: [:])
        return output.text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
    }

    private func check(_ parsed: any ParsableCommand, _ what: PrintedCommand.What, file: String?) {
        let told = "\(what) \(file ?? "")"
        switch (what, parsed) {
        case (.watch, let command as WatchCommand): #expect(command.common.config == file && !command.readOnly)
        case (.poll, let command as PollCommand):
            #expect(command.common.config == file && !command.once && !command.adopt)
        case (.doctor, let command as DoctorCommand): #expect(command.common.config == file)
        case (.check(let online), let command as CheckCommand):
            #expect(command.common.config == file && command.online == online && !command.iamPolicy)
        case (.policy, let command as CheckCommand): #expect(command.common.config == file && command.iamPolicy)
        case (.advance(let unit, let percent, let yes), let command as AdvanceCommand):
            #expect(command.common.config == file && command.to == percent && command.yes == yes, "\(told)")
            #expect(command.what.service == unit && command.what.all == (unit == nil) && command.overrides == [])
        case (.rollBack(let unit, let percent, let inSteps, let yes), let command as RollBackCommand):
            #expect(command.common.config == file && command.to == percent && command.yes == yes, "\(told)")
            #expect(command.what.service == unit && command.what.all == (unit == nil) && command.inSteps == inSteps)
        case (.pause(let service), let command as PauseCommand):
            #expect(command.common.config == file && command.services.service == service)
        case (.resume(let service), let command as ResumeCommand):
            #expect(command.common.config == file && command.services.service == service && !command.yes)
        case (.discover(_, let output), let command as DiscoverCommand):
            #expect(command.hosts == ["api.example.com"] && command.output == output && command.options.old == "ec2's")
        default: Issue.record("\(told) was read as \(type(of: parsed))")
        }
    }
}
