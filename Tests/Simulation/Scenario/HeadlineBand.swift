import Model
import View

/// The band of the screen over a night: what is too long for a sentence, and what is statistics.
///
/// `ABREAST_HEADLINES=1` prints each kind of headline once, with the act of the perfect operator, for a reader to judge.
struct HeadlineBand {
    /// At most so many words have a letter or a digit.
    static let mostWords = 25
    private static let ofStatistics = ["evidence", "confidence", "too few for a ratio", "p-value", "not the migration"]

    private(set) var tooLong: [String] = []
    private(set) var statistics: [String] = []
    private var kinds: [String: (text: String, act: String)] = [:]
    private var state = ScreenState(
        migration: "night", width: 120, height: 36, isUTF8: true, readOnly: false,
        clock: .offset(seconds: 0, name: "UTC"))

    mutating func add(_ board: Board, expected: Set<Headline.Act>) {
        state.receive(board)
        guard let text = state.headline(at: board.takenAt) else { return }
        if Self.words(text) > Self.mostWords { tooLong.append("\(Self.words(text)): \(text)") }
        if Self.ofStatistics.contains(where: text.contains) { statistics.append(text) }
        let headline = board.headline
        let words = HeadlineWords(headline, clock: .offset(seconds: 0, name: "UTC"), now: board.takenAt)
        let beside = words.beside.isEmpty ? "" : "\n           \(words.beside)"
        let kind = "\(headline.level) \(headline.act) \(headline.matter?.word ?? "") \(headline.service ?? "")"
        let acts = expected.map(\.rawValue).sorted().joined(separator: " or ")
        kinds[kind] = ("\(Sign(headline.level).text)  \(words.sentence)\(beside)", acts)
    }

    func print(_ name: String) {
        for (kind, headline) in kinds.sorted(by: { $0.key < $1.key }) {
            Swift.print("@@ \(name) | \(kind) | \(headline.act)\n\(headline.text)")
        }
    }

    static func words(_ text: String) -> Int {
        text.split(whereSeparator: \.isWhitespace).count { $0.contains { $0.isLetter || $0.isNumber } }
    }
}
