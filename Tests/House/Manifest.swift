import Foundation

/// What `Package.swift` says of each target: what it depends on, read from its text.
struct Manifest {
    struct Target {
        /// Other targets of this package.
        var rooms: Set<String> = []
        /// Products of other packages.
        var products: Set<String> = []
    }

    private(set) var targets: [String: Target] = [:]

    init(_ text: String) {
        let targets = text.components(separatedBy: "    targets: [").last ?? ""
        for part in targets.split(separator: /\n {8}\.(target|executableTarget|testTarget)\(/) {
            guard let name = part.firstMatch(of: /name: "(\w+)"/)?.1 else { continue }
            self.targets[String(name)] = Self.target(String(part))
        }
    }

    private static func target(_ text: String) -> Target {
        guard let begin = text.range(of: "dependencies: [")?.upperBound,
            let end = text[begin...].firstIndex(of: "]")
        else { return Target() }
        let list = text[begin..<end]
        let products = list.matches(of: /\.product\(name: "(\w+)", package: "[^"]+"\)/).map { String($0.1) }
        let rest = list.replacing(/\.product\([^)]*\)/, with: "")
        return Target(
            rooms: Set(rest.matches(of: /"(\w+)"/).map { String($0.1) }), products: Set(products))
    }
}
