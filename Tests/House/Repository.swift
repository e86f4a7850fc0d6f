import Foundation

/// The sources on disk, found from this file's own place.
enum Repository {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The rooms: every folder of `Sources`.
    static func rooms() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: root.appendingPathComponent("Sources").path)
            .filter { isFolder("Sources/\($0)") && !$0.hasPrefix(".") }.sorted()
    }

    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }

    static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: root.appendingPathComponent(path).standardized.path)
    }

    static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        let url = root.appendingPathComponent(path).standardized
        return FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) && isFolder.boolValue
    }

    /// Everything beneath a folder, as paths from it; without hidden files and what Python leaves behind.
    static func contents(of folder: String) throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: root.appendingPathComponent(folder).path)
            .filter { path in
                !path.split(separator: "/").contains { $0.hasPrefix(".") || $0 == "__pycache__" }
            }.sorted()
    }

    static func folders(of folder: String) throws -> [String] {
        try contents(of: folder).filter { isFolder("\(folder)/\($0)") }
    }

    static func files(of folder: String, ending: String = "") throws -> [String] {
        try contents(of: folder).filter { $0.hasSuffix(ending) && !isFolder("\(folder)/\($0)") }
    }
}
