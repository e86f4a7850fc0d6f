import Foundation
import Testing
import World

/// The page of typical mistakes, and that each answer names place and remedy.
///
/// `RECORD_SCREENS=1` writes what the program answers now into the page, and fails, so that nobody forgets to look.
@Suite struct MistakeTests {
    private static let groups: [(title: String, mistakes: [Mistake])] = [
        ("On the command line", Mistake.commands), ("Files, stores, variables, credentials", Mistake.places),
        ("In abreast.yaml", Mistake.lines),
    ]
    private static let file = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../Sources/abreast/abreast.docc/Mistakes.md").standardizedFileURL

    @Test func `each answer names place and remedy, and the page tells it`() async throws {
        var page = """
            # Mistakes

            For whoever got an error, and for whoever writes one: typical mistakes, and what abreast answers. A test writes
            this page from the built program and holds each answer to naming a place and a remedy. After the command stands
            its exit status. Lines of usage are left out.

            """
        var count = 0
        for (title, mistakes) in Self.groups {
            page += "\n## \(title)\n"
            for (mistake, answer) in zip(mistakes, try await Self.answers(to: mistakes)) {
                count += 1
                Self.check(answer, mistake.what, mistake.status, mistake.place, mistake.remedy)
                let line = mistake.line?.split(separator: "\n").first.map { $0.trimmingCharacters(in: .whitespaces) }
                page += "\n" + Self.entry(mistake.what, line, mistake.words, answer, mistake.variables)
            }
        }
        page += "\n## What only AWS shows\n"
        let world = try await EmulatedWorld.shared()
        for mistake in WorldMistake.all {
            count += 1
            let answer = try mistake.run(in: world)
            Self.check(answer, mistake.what, mistake.status, mistake.place, mistake.remedy)
            page +=
                "\n"
                + Self.entry(
                    mistake.what, mistake.line.isEmpty ? nil : mistake.line, mistake.words, answer)
        }
        #expect(count >= 60)
        if ProcessInfo.processInfo.environment["RECORD_SCREENS"] == "1" {
            try Data(page.utf8).write(to: Self.file)
            Issue.record("recorded Mistakes.md: look at it, then run without RECORD_SCREENS")
            return
        }
        let told = try String(contentsOf: Self.file, encoding: .utf8)
        let pairs = zip(page.split(separator: "\n"), told.split(separator: "\n"))
        if let (own, other) = pairs.first(where: { $0 != $1 }) { #expect(own == other, "the first line that differs") }
        #expect(page == told)
    }

    /// Some at a time: each waits for a process.
    private static func answers(to mistakes: [Mistake]) async throws -> [Mistake.Answer] {
        try await withThrowingTaskGroup(of: (Int, Mistake.Answer).self) { group in
            for (index, mistake) in mistakes.enumerated() { group.addTask { (index, try mistake.run()) } }
            return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }.sorted { $0.key < $1.key }.map(\.value)
        }
    }

    private static func check(
        _ answer: Mistake.Answer, _ what: String, _ status: Int32, _ place: String, _ remedy: String
    ) {
        #expect(answer.status == status, "\(what): \(answer.status) \(answer.text)")
        #expect(answer.text.contains(place), "\(what): no \(place) in: \(answer.text)")
        #expect(answer.text.contains(remedy), "\(what): no \(remedy) in: \(answer.text)")
    }

    private static func entry(
        _ what: String, _ line: String?, _ words: [String], _ answer: Mistake.Answer,
        _ variables: [String: String] = [:]
    ) -> String {
        let settings = variables.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value) " }.joined()
        let command = settings + (["abreast"] + words.map(shortened)).joined(separator: " ")
        let written = line.map { "`\($0)`; " } ?? ""
        let text = answer.text.split(separator: "\n").filter { !$0.hasPrefix("Usage:") }
        return """
            **\(what)**: \(written)`\(command)` (\(answer.status))

            ```
            \(text.joined(separator: "\n"))
            ```

            """
    }

    private static func shortened(_ word: String) -> String { word.count > 60 ? "…" : word }
}
