import Foundation
import Model
import Testing

@testable import MigrationFile

/// The one list of keys under `endpoints:`.
@Suite struct EndpointKeyTests {
    private static let keys = EndpointKey.allCases.map(\.rawValue)

    @Test func `each is read and no other`() throws {
        for key in Self.keys {
            let text = Configuration.example.replacingOccurrences(
                of: "# endpoint: http://127.0.0.1:5000", with: "endpoints: { \(key): http://127.0.0.1:4566 }")
            let configuration = try Configuration.read(text: text, file: "abreast.yaml")
            #expect(configuration.endpoints == [key: "http://127.0.0.1:4566"])
        }
    }

    @Test func `the example names all`() {
        let list = Self.list(Configuration.example, from: "one for each:", to: "\n#   ecs:")
        #expect(list == Self.keys)
    }

    @Test func `the page of the configuration names all`() throws {
        var folder = URL(filePath: #filePath).deletingLastPathComponent()
        while folder.path != "/", !FileManager.default.fileExists(atPath: folder.appending(path: "Package.swift").path)
        {
            folder.deleteLastPathComponent()
        }
        let page = folder.appending(path: "Sources/abreast/abreast.docc/Configuration.md")
        let text = try String(contentsOf: page, encoding: .utf8)
        #expect(Self.list(text, from: "One address for each:", to: "|") == Self.keys)
    }

    /// The words of a list between two texts.
    private static func list(_ text: String, from begin: String, to end: String) -> [String] {
        guard let start = text.range(of: begin)?.upperBound,
            let stop = text.range(of: end, range: start..<text.endIndex)
        else { return [] }
        return text[start..<stop.lowerBound].split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init)
    }
}
