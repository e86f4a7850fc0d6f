import Model

/// The change that a step or a roll back sends to AWS, in words.
enum WeightWords {
    /// `Route 53 change of A and AAAA (75/25)`, `weighted forward (75/25)`, with the weights that stand now.
    static func call(_ service: Service) -> String? {
        let weights = service.share?.value.weights ?? []
        switch service.configuration.split {
        case .route53(_, _, let types, _, _):
            let named = weights.isEmpty ? types : weights.map { Clean.text($0.type) }
            let records = named.isEmpty ? "" : " of \(named.joined(separator: " and "))"
            return "Route 53 change\(records)\(standing(weights))"
        case .alb: return "change of the weighted forward\(standing(weights))"
        case nil: return nil
        }
    }

    /// `DNS caches 60 s`; nothing for a load balancer, which nobody caches.
    static func caches(_ service: Service) -> String? {
        service.share?.value.weights.map(\.ttl).max().flatMap { $0 > 0 ? "DNS caches \($0) s" : nil }
    }

    private static func standing(_ weights: [WeightReading]) -> String {
        let pairs = weights.map { "\($0.old.map(String.init) ?? "?")/\($0.new.map(String.init) ?? "?")" }
        guard let first = pairs.first else { return "" }
        return pairs.allSatisfy { $0 == first } ? " (now \(first))" : " (now \(pairs.joined(separator: ", ")))"
    }
}
