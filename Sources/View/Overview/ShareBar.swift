/// A bar of a service's traffic: new from the left, the rest old.
enum ShareBar {
    /// The applied share as a bar of `columns`; dots when it is not known, words when the service has no split.
    static func line(_ figure: FormattedNumber, percent: Double?, hasSplit: Bool, columns: Int) -> Line {
        guard hasSplit else { return Line(Fit.left("no split", columns), .dim) }
        guard figure.role == .text, let percent else {
            return Line(String(repeating: "·", count: columns), .blind)
        }
        let eighths = eighths(percent, columns)
        var line = Line(String(repeating: "█", count: eighths / 8), .new)
        let rest = eighths % 8
        if rest > 0 { line.add(String(partial[rest - 1]), .new) }
        line.add(String(repeating: "░", count: columns - eighths / 8 - (rest > 0 ? 1 : 0)), .old)
        return line
    }

    /// A small share is never drawn as nothing, and a share below 100 % never as everything.
    private static func eighths(_ percent: Double, _ columns: Int) -> Int {
        let all = columns * 8
        let exact = Int((min(max(percent, 0), 100) * Double(all) / 100).rounded())
        if percent > 0, exact == 0 { return 1 }
        return percent < 100 ? min(exact, all - 8) : all
    }

    private static let partial: [Character] = ["▏", "▎", "▍", "▌", "▋", "▊", "▉"]
}
