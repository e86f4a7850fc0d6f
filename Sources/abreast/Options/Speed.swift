import ArgumentParser
import Model

/// How many simulated seconds pass in one real second.
struct Speed: ExpressibleByArgument, Equatable, Sendable, CustomStringConvertible {
    /// Above 0. `max` means more than any machine reaches.
    let factor: Double

    private static let most = 1e7

    static let max = Speed(factor: most)

    init(factor: Double) { self.factor = Swift.min(factor, Self.most) }

    init?(argument: String) {
        if argument == "max" {
            self = .max
        } else {
            guard let factor = Double(argument), factor.isFinite, factor > 0 else { return nil }
            self.init(factor: factor)
        }
    }

    var description: String {
        if factor >= Self.most { return "max" }
        return factor == factor.rounded() ? String(Int(factor)) : String(factor)
    }
}
