import Glibc

/// New compared with old.
enum Ratio {
    /// `nil` where one is not known, and where old is zero.
    static func of(_ new: Double?, to old: Double?) -> Double? {
        guard let new, let old, old > 0, new >= 0 else { return nil }
        return new / old
    }

    /// One column a minute, from half as much to four times as much; what exceeds a fifth more stands out. A dot where nothing
    /// can be compared.
    static func sparkline(_ ratios: [Double?], _ blocks: Blocks) -> Line {
        var line = Line()
        for ratio in ratios {
            guard let ratio else {
                line.add(String(blocks.missing), .dim)
                continue
            }
            let height = min(max((log2(max(ratio, 0.01)) + 1) / 3, 0), 1)
            let level = min(blocks.levels.count - 1, Int(height * Double(blocks.levels.count)))
            line.add(String(blocks.levels[level]), ratio > 1.2 ? .warn : .dim)
        }
        return line
    }
}
