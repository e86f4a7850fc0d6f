/// The probability of each record of one name and type, by weights and health and Route 53's rules.
///
/// The rules are in the Route 53 developer guide, "How Amazon Route 53 chooses records when health checking is
/// configured" and "Values specific for weighted records". Only healthy records with a weight above 0 are returned, by
/// their weights. If there is none, the healthy records with weight 0 are returned. If no record is healthy, all count
/// as healthy. Records that all have weight 0 have the same probability. A and AAAA are separate groups.
package struct EffectiveSplit: Sendable, Equatable {
    /// A record, as the rules use it.
    package struct Candidate: Sendable, Equatable {
        /// 0 to 255.
        package var weight: Int
        /// A record without a health check is always healthy.
        package var isHealthy: Bool

        package init(weight: Int, isHealthy: Bool = true) {
            self.weight = weight
            self.isHealthy = isHealthy
        }
    }

    /// The probability of each record, 0 to 1, in the candidates' order. The sum is 1, unless there are no candidates.
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
