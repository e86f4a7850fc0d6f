/// The word that was probably meant by an unknown one.
package enum Suggestion {
    /// The nearest of `candidates`, if it is near enough for a typing error; the first of several equals.
    package static func nearest(to word: String, among candidates: [String]) -> String? {
        let lowered = word.lowercased().replacing(separatorsWith: "_")
        var best: (distance: Int, candidate: String)?
        for candidate in candidates {
            let other = candidate.lowercased()
            let distance = distance(lowered, other)
            // A third of the letters may be wrong, and one or two of a short word: “naem” is `name`, “old” is not
            // `new`.
            guard distance <= max(candidate.count <= 3 ? 1 : 2, candidate.count / 3) else { continue }
            if best.map({ distance < $0.distance }) ?? true { best = (distance, candidate) }
        }
        return best?.candidate
    }

    /// How many letters to insert, delete, replace or swap with their neighbour to turn one word into the other (optimal
    /// string alignment).
    package static func distance(_ a: String, _ b: String) -> Int {
        let (source, target) = (Array(a), Array(b))
        var rows = [Array(0...target.count)]
        for i in source.indices {
            var row = [i + 1]
            for j in target.indices {
                let replaced = rows[i][j] + (source[i] == target[j] ? 0 : 1)
                var least = min(replaced, row[j] + 1, rows[i][j + 1] + 1)
                if i > 0, j > 0, source[i] == target[j - 1], source[i - 1] == target[j] {
                    least = min(least, rows[i - 1][j - 1] + 1)
                }
                row.append(least)
            }
            rows.append(row)
        }
        return rows[source.count][target.count]
    }
}

extension String {
    /// Treats hyphens, dots and blanks as the same separator: `error-percent` is near `error_percent`.
    fileprivate func replacing(separatorsWith separator: Character) -> String {
        String(map { $0 == "-" || $0 == "." || $0 == " " ? separator : $0 })
    }
}
