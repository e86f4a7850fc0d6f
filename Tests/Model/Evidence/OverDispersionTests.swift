import Model
import Testing

@Suite struct OverDispersionTests {
    private func estimate(
        _ errors: [(old: Double, new: Double)], requests: Sides<Double> = Sides(old: 900, new: 100)
    )
        -> Double
    {
        var evidence = ErrorEvidence(settings: JudgeSettings())
        for minute in errors { evidence.add(requests: requests, errors: Sides(old: minute.old, new: minute.new)) }
        return evidence.overDispersion.estimate
    }

    /// Counts of Poisson's law with the mean 4.5 and 1 (numpy.random.default_rng(3).poisson).
    static let calm: [(old: Double, new: Double)] = [
        (5, 1), (2, 0), (6, 2), (4, 1), (3, 1), (7, 0), (5, 2), (4, 3), (6, 0), (2, 1), (5, 0), (3, 2), (8, 1), (4, 0),
    ]

    @Test func `independent errors are not dispersed`() { #expect(estimate(Self.calm) == 1) }

    @Test func `a true difference is not taken for bursts`() {
        #expect(estimate(Self.calm.map { ($0.old, $0.new * 1 + $0.old * 2) }) < 3)
        #expect(estimate(Array(repeating: (4, 40), count: 20)) == 1)
    }

    @Test func `fivefold clusters are seen soon`() {
        let bursts: [(old: Double, new: Double)] = [
            (5, 0), (0, 0), (10, 0), (0, 5), (5, 0), (0, 0), (15, 0), (0, 0), (5, 5), (0, 0),
        ]
        #expect(estimate(Array(bursts.prefix(5))) > 4)
        #expect(estimate(bursts) > 5)
    }

    @Test func `a step of the rate is not taken for bursts`() {
        let before = (0..<30).map { Self.calm[$0 % Self.calm.count] }
        let after = before.map { (old: $0.old, new: $0.new + 12) }
        #expect(estimate(before + after) < 2.5)
    }

    @Test func `traffic that moves away is not taken for bursts`() {
        var evidence = ErrorEvidence(settings: JudgeSettings())
        for minute in 0..<14 {
            let part = 1 - Double(minute) / 15
            evidence.add(
                requests: Sides(old: 9000 * part, new: 1000 + 9000 * (1 - part)),
                errors: Sides(old: (45 * part).rounded(), new: (5 + 45 * (1 - part)).rounded()))
        }
        #expect(evidence.overDispersion.estimate == 1)
    }
}
