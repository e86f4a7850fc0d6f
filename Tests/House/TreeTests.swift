import Foundation
import Testing

/// The shape of the tree, and the links between its pages.
@Suite struct TreeTests {
    /// How many files each folder of `Sources` and `Tests` has of its own; folders with none are left out.
    private static func counts() throws -> [String: Int] {
        var counts: [String: Int] = [:]
        for top in ["Sources", "Tests"] {
            for file in try Repository.files(of: top) {
                counts["\(top)/\(file)".split(separator: "/").dropLast().joined(separator: "/"), default: 0] += 1
            }
        }
        return counts
    }

    @Test func `no folder has more than 30 files, and the median is at most 8`() throws {
        let counts = try Self.counts()
        #expect(counts.count > 100)
        let crowded = counts.filter { $0.value > 30 }
        #expect(crowded.isEmpty, "\(crowded)")
        let sorted = counts.values.sorted()
        #expect(sorted[sorted.count / 2] <= 8)
    }

    @Test func `each link between pages leads somewhere`() throws {
        let pages = ["README.md"] + (try Repository.files(of: "Sources", ending: ".md")).map { "Sources/\($0)" }
        var links = 0
        for page in pages {
            let folder = page.split(separator: "/").dropLast().joined(separator: "/")
            for target in Self.links(try Repository.text(page)) {
                links += 1
                let path = folder.isEmpty ? target : "\(folder)/\(target)"
                #expect(Repository.exists(path), "\(page) links to \(target)")
            }
        }
        #expect(links > 40)
    }

    @Test func `each path of this tree that a page names is there`() throws {
        let pages = ["README.md"] + (try Repository.files(of: "Sources", ending: ".md")).map { "Sources/\($0)" }
        var paths = 0
        for page in pages {
            for path in Self.paths(try Repository.text(page)) {
                paths += 1
                #expect(Repository.exists(path), "\(page) names \(path)")
            }
        }
        #expect(paths > 100)
        #expect(Self.paths("`Sources/Gone.swift` `app/api/0b` and Tests/try.") == ["Sources/Gone.swift", "Tests/try"])
    }

    @Test func `links to the web and within a page are not looked for`() {
        let text = "[a](https://example.com) [b](#here) [c](There.md#part) ![d](d.svg) `[e](no.md)`"
        #expect(Self.links(text) == ["There.md", "d.svg"])
    }

    @Test func `what a room throws at its door is typed`() throws {
        var doors = 0
        for file in try Repository.files(of: "Sources", ending: ".swift") {
            let text = try Repository.text("Sources/\(file)")
            for match in text.matches(of: /(?m)^ *package (?:[a-z]+ )*(?:func|init)\b[^{}]*?\bthrows\b(\(?)/) {
                doors += 1
                // Codable's own requirements throw any error.
                let isCoding = match.0.contains("any Decoder") || match.0.contains("any Encoder")
                #expect(isCoding || match.1 == "(", "\(file): \(match.0)")
            }
        }
        #expect(doors > 100)
    }

    /// The paths from the top of the tree in a page's text and blocks of code, without a final dot.
    private static func paths(_ text: String) -> [String] {
        text.matches(of: /(?:^|[^\w\/.])((?:Sources|Tests|Themes|\.packaging)\/[\w.+\/-]+)/).map { match in
            let path = match.1
            return String(path.hasSuffix(".") ? path.dropLast() : path)
        }
    }

    /// The files that a page's Markdown links to, without anchors; what stands in code is no link.
    private static func links(_ text: String) -> [String] {
        let prose = text.replacing(/(?s)```.*?```/, with: "").replacing(/`[^`\n]*`/, with: "")
        return prose.matches(of: /\]\(([^)\s]+)\)/).map { String($0.1.prefix { $0 != "#" }) }
            .filter { !$0.isEmpty && !$0.contains(":") }
    }
}
