import Glibc

/// The ratios of new's error rate to old's at which evidence is kept, and the weight of each before any observation.
///
/// An e-process may bet on any mixture that is fixed in advance. This mixture has its mass near the usual ratios ×1.5,
/// ×2 and ×4, and a little everywhere between and beyond. Close to one of these it needs about half a factor e more
/// evidence than with a known ratio.
struct RatioGrid: Sendable, Equatable {
    /// The tolerated ratio: `worse` is evidence against all ratios up to it.
    let tolerated: Double
    /// The ratios of the alternative to the tolerated one, ascending, and their weights with the sum 1.
    let worse: [Double]
    let worseWeights: [Double]
    /// The margin of non-inferiority: `pass` is evidence against all ratios from it on.
    let margin: Double
    /// The ratios below the margin, ascending, and their weights with the sum 1.
    let better: [Double]
    let betterWeights: [Double]
    /// All of these and the two bounds, ascending: the points of the likelihood.
    let points: [Double]
    let logs: [Double]
    /// An equal weight for every point: the mixture for the interval's bar.
    let even: [Double]
    let toleratedIndex: Int
    let marginIndex: Int
    let worseIndices: [Int]
    let betterIndices: [Int]

    /// The ratios at a tolerated ratio of 1.1. They scale with another one.
    private static let shape: [(ratio: Double, weight: Double)] = [
        (1.25, 0.4), (1.4, 0.5), (1.5, 8.4), (1.6, 6.9), (1.75, 4), (1.9, 17), (2.1, 14.9), (2.4, 2.1), (2.8, 2.2),
        (3.3, 1.5), (4, 32), (4.8, 8.7), (6, 0.9), (9, 0.3), (16, 0.3),
    ]
    /// The expected case is a new side as good as the old one. A better one is proved sooner anyway.
    private static let hoped: [(ratio: Double, weight: Double)] = [
        (0.25, 4), (0.5, 8), (0.7, 10), (0.85, 18), (1, 48), (1.15, 8), (1.3, 4),
    ]
    /// Points for the interval only.
    private static let between: [Double] = [0.02, 0.06, 0.12, 0.37, 0.6, 0.92, 30, 60]

    /// Creates the usual grid only once.
    static func made(tolerated: Double, margin: Double) -> RatioGrid {
        tolerated == usual.tolerated && margin == usual.margin
            ? usual : RatioGrid(tolerated: tolerated, margin: margin)
    }

    private static let usual = RatioGrid(tolerated: JudgeSettings().toleratedRatio, margin: JudgeSettings().margin)

    private init(tolerated: Double, margin: Double) {
        self.tolerated = tolerated
        self.margin = margin
        worse = Self.shape.map { tolerated * $0.ratio / 1.1 }
        let worseSum = Self.shape.reduce(0) { $0 + $1.weight }
        worseWeights = Self.shape.map { $0.weight / worseSum }
        let hoped = Self.hoped.filter { $0.ratio < 0.9 * margin }
        better = hoped.map(\.ratio)
        let betterSum = hoped.reduce(0) { $0 + $1.weight }
        betterWeights = hoped.map { $0.weight / betterSum }
        let points = Set(worse + better + Self.between + [tolerated, margin]).sorted()
        self.points = points
        logs = points.map { log($0) }
        even = points.map { _ in 1 / Double(points.count) }
        func index(_ ratio: Double) -> Int { points.firstIndex(of: ratio) ?? 0 }
        toleratedIndex = index(tolerated)
        marginIndex = index(margin)
        worseIndices = worse.map(index)
        betterIndices = better.map(index)
    }
}

/// Only the parameters are stored; the rest follows from them.
extension RatioGrid: Codable {
    private enum CodingKeys: String, CodingKey { case tolerated, margin }

    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        self = .made(
            tolerated: try values.decode(Double.self, forKey: .tolerated),
            margin: try values.decode(Double.self, forKey: .margin))
    }

    func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(tolerated, forKey: .tolerated)
        try values.encode(margin, forKey: .margin)
    }
}
