import Foundation
import Model
import Store
import Testing

/// A kind of store. Tests for all stores run with each of these.
struct StoreMaker: Sendable, CustomTestStringConvertible {
    var testDescription: String
    /// Opens the store of a place. A second call opens the same store again, as another process would.
    var open: @Sendable (Place) throws -> any StateStore

    static let all = [
        StoreMaker(testDescription: "SQLite") { try SQLiteStore(path: $0.file, migration: Night.migration) }
    ]
}

/// A directory that is deleted when nothing refers to it any more.
final class Place: Sendable {
    let directory: String

    init() throws {
        let name = "abreast-store-\(UUID().uuidString)"
        directory = FileManager.default.temporaryDirectory.appendingPathComponent(name).path
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: directory) }

    var file: String { directory + "/store.sqlite" }

    func has(_ name: String) -> Bool { FileManager.default.fileExists(atPath: directory + "/" + name) }

    func mode(of path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }
}
