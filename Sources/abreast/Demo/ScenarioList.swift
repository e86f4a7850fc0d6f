import Model
import Simulation
import View

/// The output of `demo --list`: each scenario with its description.
enum ScenarioList {
    static func print() throws {
        for line in try lines() { Swift.print(line) }
    }

    static func lines(width: Int = 100) throws -> [String] {
        let names = ScenarioLibrary.names
        let column = (names.map(\.count).max() ?? 0) + 2
        return try names.flatMap { name in
            let about = try ScenarioChoice.read(name).about
            return wrapped(about, to: width - column).enumerated().map { index, line in
                (index == 0 ? name : "").padded(to: column) + line
            }
        }
    }

    private static func wrapped(_ text: String, to width: Int) -> [String] {
        var lines = [""]
        for word in text.split(whereSeparator: \.isWhitespace) {
            if lines[lines.count - 1].count + word.count + 1 > width, lines.last != "" { lines.append("") }
            lines[lines.count - 1] += (lines.last == "" ? "" : " ") + word
        }
        return lines
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String {
        self + String(repeating: " ", count: Swift.max(0, width - count))
    }
}
