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

    /// Levenshtein's distance: the letters to insert, delete or replace to turn one word into the other.
    package static func distance(_ a: String, _ b: String) -> Int {
        let target = Array(b)
        var row = Array(0...target.count)
        for (i, letter) in a.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, other) in target.enumerated() {
                let replaced = diagonal + (letter == other ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(replaced, row[j] + 1, row[j + 1] + 1)
            }
        }
        return row[target.count]
    }
}

extension String {
    /// Treats hyphens, dots and blanks as the same separator: `error-percent` is near `error_percent`.
    fileprivate func replacing(separatorsWith separator: Character) -> String {
        String(map { $0 == "-" || $0 == "." || $0 == " " ? separator : $0 })
    }
}
