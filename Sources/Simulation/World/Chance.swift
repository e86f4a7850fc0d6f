import Glibc
import Model

/// A stream of seeded random numbers. The same seed and names always give the same numbers.
///
/// Every use has a stream with a name of its own, so that one more draw in one place changes nothing elsewhere. The
/// generator is xoshiro256++ (Blackman and Vigna, 2019), seeded through SplitMix64 as its authors recommend.
package struct Chance: RandomNumberGenerator, Sendable {
    private var state: (UInt64, UInt64, UInt64, UInt64)
    /// The second of the two normal numbers that one draw produces.
    private var spare: Double?

    /// - Parameter names: The use of the stream, such as `api`, `new`, `errors`.
    package init(seed: UInt64, _ names: String...) {
        var mixer = SplitMix64(seed: seed ^ FNV1a(names).value)
        state = (mixer.next(), mixer.next(), mixer.next(), mixer.next())
    }

    package mutating func next() -> UInt64 {
        let sum = state.0 &+ state.3
        let result = ((sum << 23) | (sum >> 41)) &+ state.0
        let shifted = state.1 << 17
        state.2 ^= state.0
        state.3 ^= state.1
        state.1 ^= state.2
        state.0 ^= state.3
        state.2 ^= shifted
        state.3 = (state.3 << 45) | (state.3 >> 19)
        return result
    }

    /// Uniformly distributed from 0 up to, not including, 1.
    package mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// Returns true with this probability.
    package mutating func happens(_ probability: Double) -> Bool { uniform() < probability }

    /// Exponentially distributed, with this mean.
    package mutating func exponential(mean: Double) -> Double { -mean * log(1 - uniform()) }

    /// Normally distributed with mean 0 and deviation 1 (Marsaglia's polar method).
    package mutating func normal() -> Double {
        if let spare {
            self.spare = nil
            return spare
        }
        while true {
            let x = 2 * uniform() - 1
            let y = 2 * uniform() - 1
            let square = x * x + y * y
            guard square > 0, square < 1 else { continue }
            let factor = sqrt(-2 * log(square) / square)
            spare = y * factor
            return x * factor
        }
    }

    /// Poisson distributed with this mean: by multiplication below 30, by a rounded normal number above. The error
    /// there is far below the deviation of the counts.
    package mutating func poisson(mean: Double) -> Int {
        guard mean > 0 else { return 0 }
        if mean >= 30 { return max(0, Int((mean + mean.squareRoot() * normal()).rounded())) }
        let bound = exp(-mean)
        var product = uniform()
        var count = 0
        while product > bound {
            product *= uniform()
            count += 1
        }
        return count
    }
}
