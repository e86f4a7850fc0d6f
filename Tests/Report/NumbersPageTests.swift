import Foundation
import Model
import Testing
import View

/// The page of numbers and the schema name what the lists of sources and columns hold.
@Suite struct NumbersPageTests {
    private func text(_ path: String) throws -> String {
        var folder = URL(filePath: #filePath).deletingLastPathComponent()
        while folder.path != "/", !FileManager.default.fileExists(atPath: folder.appending(path: "Package.swift").path)
        {
            folder.deleteLastPathComponent()
        }
        return try String(contentsOf: folder.appending(path: path), encoding: .utf8)
    }

    private func page() throws -> [String] {
        try text("Sources/Report/Report.docc/NumbersAndJSON.md").split(separator: "\n").map(String.init)
    }

    private func cells(_ row: String) -> [String] {
        row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
    }

    @Test func `every source stands there with its pace and bound`() throws {
        let rows = try page().map(cells).filter { $0.count == 3 }
        for source in Source.allCases {
            let row = try #require(rows.first { $0[0].components(separatedBy: ", ").contains(source.title) })
            #expect(row[1] == "\(Int(source.pace)) s", "\(source.title)")
            let bound = source.bound == 270 ? "4½ min" : source.bound < 60 ? "\(Int(source.bound)) s" : "2 min"
            #expect(row[2].hasPrefix(bound) && (source.bound != 120 || row[2] == bound), "\(source.title)")
        }
    }

    @Test func `every key of a side stands there and in the schema`() throws {
        let row = try #require(try page().first { $0.hasPrefix("| a side:") })
        let keys = Columns.all.compactMap(\.json) + ["deploymentState", "versions", "instances"]
        let named = cells(row)[1].split { !$0.isLetter && !$0.isNumber }.map(String.init)
        #expect(Set(named) == Set(keys) && named.count == keys.count)
        let schema = try JSONValue(reading: text("Sources/Report/Status/status.schema.json"))
        let required = schema["$defs"]?["side"]?["required"]?.list?.compactMap(\.text)
        #expect(Set(required ?? []) == Set(keys))
        let sources = schema["$defs"]?["source"]?["properties"]?["source"]?["enum"]?.list?.compactMap(\.text)
        #expect(sources == Source.allCases.map(\.rawValue))
    }
}
