import Model

/// The request to AWS for a step or a roll back, in words.
enum WeightWords {
    /// `Route 53 change of A and AAAA: 75/25 → 50/50`, `change of the weighted forward: 75/25 → 50/50`: the weights as
    /// last read, and the weights for `percent` on new.
    static func call(_ service: Service, to percent: Double) -> String? {
        let weights = service.share?.value.weights ?? []
        switch service.configuration.split {
        case .route53(_, _, let types, _, _):
            let named = weights.isEmpty ? types : weights.map { Sanitizer.text($0.type) }
            let records = named.isEmpty ? "" : " of \(named.joined(separator: " and "))"
            return "Route 53 change\(records)\(moves(weights, percent, WeightPair.greatestOfRecord))"
        case .alb: return "change of the weighted forward\(moves(weights, percent, WeightPair.greatestOfForward))"
        case nil: return nil
        }
    }

    /// `DNS caches 60 s`; empty for a load balancer, which is not cached.
    static func caches(_ service: Service) -> String? {
        service.share?.value.weights.map(\.ttl).max().flatMap { $0 > 0 ? "DNS caches \($0) s" : nil }
    }

    private static func moves(_ weights: [WeightReading], _ percent: Double, _ greatest: Int) -> String {
        let moves = weights.map { weight in
            guard let old = weight.old, let new = weight.new else { return "? → ?" }
            let after = WeightPair.giving(percent, presentTotal: old + new, greatest: greatest)
            return "\(old)/\(new) → \(after.old)/\(after.new)"
        }
        guard let first = moves.first else { return "" }
        return moves.allSatisfy { $0 == first } ? ": \(first)" : ": \(moves.joined(separator: ", "))"
    }
}
