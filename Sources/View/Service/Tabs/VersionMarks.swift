import Model

/// A letter for each version of a side that runs more than one, and what differs between them.
struct VersionMarks {
    private let versions: [String]
    private let details: [String?]

    var isMixed: Bool { versions.count > 1 }

    init(_ inventory: Inventory) {
        versions = inventory.versions
        details = versions.map { version in inventory.members.first { $0.version == version }?.versionDetail }
    }

    /// `A` for the most frequent version; `nil` where there is only one, and beyond `Z`.
    subscript(version: String) -> String? {
        guard isMixed, let index = versions.firstIndex(of: version), index < 26 else { return nil }
        return String(UnicodeScalar(UInt8(65 + index)))
    }

    /// `A and B differ in image, not in task definition`; `nil` where there is only one version. Of more than two the two
    /// most frequent are compared.
    var difference: String? {
        guard isMixed else { return nil }
        let (one, other) = (Self.parts(versions[0]), Self.parts(versions[1]))
        let names = (Array(one.keys) + other.keys.filter { one[$0] == nil }).sorted()
        var differing = names.filter { one[$0] != other[$0] }
        let same = names.filter { one[$0] == other[$0] }
        if details[0] != details[1], !differing.contains("image") { differing.append("image tag") }
        let rest = same.isEmpty ? "" : ", not in \(same.joined(separator: " and "))"
        return "A and B differ in \(differing.joined(separator: " and "))\(rest)"
    }

    /// The parts of a version's text by what they are: `api:218 @9f2c`, `lt:41 ami-0c1d`.
    private static func parts(_ version: String) -> [String: String] {
        var parts: [String: String] = [:]
        for word in version.split(separator: " ") {
            let name =
                word.hasPrefix("@")
                ? "image"
                : word.hasPrefix("ami-")
                    ? "machine image"
                    : word.hasPrefix("lt:")
                        ? "launch template" : parts["task definition"] == nil ? "task definition" : "tag"
            parts[name] = String(word)
        }
        return parts
    }
}
