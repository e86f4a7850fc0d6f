import Foundation
import Testing

/// A command with arguments is printed by one type; what is written by hand is sooner or later not whole.
@Suite struct HandWrittenCommandTests {
    private static let exempt = "abreast/Orders/PrintedCommand.swift"

    /// Lines with a literal that prints a command: one that orders, or any with an option.
    ///
    /// Words in capitals, as HOST, are for the reader to fill in, and a command's name alone is no command to paste.
    private static func offenders(in text: String) -> [String] {
        let orders = /abreast (?:advance|rollback|resume|pause|renew)[ "]/
        let options = /abreast [^`"]*--(?:config|to|yes|override|online|once)\b(?! THIS-FILE)/
        return text.split(separator: "\n").map { $0.trimmingPrefix(/\s+/) }.filter { line in
            !line.hasPrefix("//") && (line.contains(orders) || line.contains(options))
        }.map(String.init)
    }

    @Test func `no literal but those of the one type prints a command`() throws {
        var found: [String] = []
        for file in try Repository.files(of: "Sources", ending: ".swift") where file != Self.exempt {
            found += Self.offenders(in: try Repository.text("Sources/\(file)")).map { "\(file): \($0)" }
        }
        #expect(found.isEmpty, "\(found.joined(separator: "\n"))")
    }

    @Test func `what was written by hand before is found`() {
        let lines = [
            #"+ "; to go all the same: `abreast advance \(mover) \(flags) --yes`""#,
            #""nothing was sent; to send these calls say `abreast rollback "#,
            #"let why = "`abreast resume \(service)` first""#, #""look at it with `abreast watch --config ""#,
            #""next: abreast check --online""#,
        ]
        for line in lines { #expect(Self.offenders(in: line) == [line], "\(line)") }
        let fine = [
            #""only `abreast gate` heeds it""#, "/// `abreast advance api --yes`", #"let line = ["abreast"] + words"#,
            #""  abreast status --config THIS-FILE     (or watch)""#,
        ]
        for line in fine { #expect(Self.offenders(in: line).isEmpty, "\(line)") }
    }
}
