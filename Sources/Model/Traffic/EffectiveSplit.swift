/// What clients are given by the weights and the health of records of one name and type, by Route 53's rules.
///
/// The rules are those of the Route 53 developer guide, "How Amazon Route 53 chooses records when health checking is
/// configured" and "Values specific for weighted records": weights count among healthy records with a weight above 0;
/// when there is none, the healthy ones with weight 0 serve; when nothing is healthy, everything is taken as healthy;
/// records that all weigh 0 have equal chances. A and AAAA are groups of their own.
package struct EffectiveSplit: Sendable, Equatable {
    /// A record as the rules see it.
    package struct Candidate: Sendable, Equatable {
        /// 0 to 255.
        package var weight: Int
        /// A record that nobody checks is healthy.
        package var isHealthy: Bool

        package init(weight: Int, isHealthy: Bool = true) {
            self.weight = weight
            self.isHealthy = isHealthy
        }
    }

    /// What part of the answers each record gets, 0 to 1, in the candidates' order; they add up to 1 unless there are none.
    package let shares: [Double]

    package init(_ candidates: [Candidate]) {
        let healthy = candidates.indices.filter { candidates[$0].isHealthy }
        let eligible = healthy.isEmpty ? Array(candidates.indices) : healthy
        let weighty = eligible.filter { candidates[$0].weight > 0 }
        let serving = weighty.isEmpty ? eligible : weighty
        let sum = serving.reduce(0) { $0 + candidates[$1].weight }
        var shares = Array(repeating: 0.0, count: candidates.count)
        for index in serving {
            shares[index] =
                sum > 0 ? Double(candidates[index].weight) / Double(sum) : 1 / Double(serving.count)
        }
        self.shares = shares
    }
}
