import Glibc
import Model

/// Random numbers from a seed: xoshiro256**, so that a table can be printed again number by number.
struct Dice: RandomNumberGenerator {
    private var state: (UInt64, UInt64, UInt64, UInt64)

    init(seed: UInt64) {
        var mixer = SplitMix64(seed: seed)
        state = (mixer.next(), mixer.next(), mixer.next(), mixer.next())
    }

    mutating func next() -> UInt64 {
        let result = Self.rotated(state.1 &* 5, 7) &* 9
        let shifted = state.1 << 17
        state.2 ^= state.0
        state.3 ^= state.1
        state.1 ^= state.2
        state.0 ^= state.3
        state.2 ^= shifted
        state.3 = Self.rotated(state.3, 45)
        return result
    }

    private static func rotated(_ value: UInt64, _ by: UInt64) -> UInt64 { (value << by) | (value >> (64 - by)) }

    /// Uniform in (0, 1).
    mutating func unit() -> Double { (Double(next() >> 11) + 0.5) * 0x1p-53 }

    mutating func normal() -> Double { (-2 * log(unit())).squareRoot() * cos(2 * Double.pi * unit()) }

    /// A Poisson count: by multiplication in pieces, exact for every mean.
    mutating func poisson(_ mean: Double) -> Double {
        var (count, left) = (0.0, mean)
        while left > 0 {
            let piece = min(left, 30)
            left -= piece
            var product = unit()
            let floor = exp(-piece)
            while product > floor {
                count += 1
                product *= unit()
            }
        }
        return count
    }
}

/// How errors come.
enum Arrival: String, CaseIterable {
    /// Each by itself.
    case poisson = "Poisson"
    /// In clusters on one side, geometric in size with the mean 5.
    case bursty

    func count(_ mean: Double, _ dice: inout Dice) -> Double {
        guard self == .bursty else { return dice.poisson(mean) }
        var sum = 0.0
        for _ in 0..<Int(dice.poisson(mean / 5)) { sum += 1 + (log(dice.unit()) / log(0.8)).rounded(.down) }
        return sum
    }
}
