/// Reads the cause of an epoch from the sentences of older programs, which stored it nowhere else.
///
/// Only records of form 3 need it, in stores before schema 6 and in snapshots of that time.
enum LegacyEpoch {
    /// `10 → 25 %`, `new: api:218 @9f2c → api:219 @03ab`, or nothing.
    static func cause(_ words: String) -> Epoch.Cause {
        guard let arrow = words.firstRange(of: " → ") else { return .window }
        let (before, after) = (words[..<arrow.lowerBound], words[arrow.upperBound...])
        for side in Side.allCases {
            let name = "\(side.rawValue): "
            guard before.hasPrefix(name) else { continue }
            return .version(side, from: String(before.dropFirst(name.count)), to: String(after))
        }
        return .weights(from: Double(before), to: Double(after.prefix { $0 != " " }))
    }
}
