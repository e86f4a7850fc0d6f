import Glibc

/// The logarithm of Σ wᵢ·exp(xᵢ ÷ d), without overflow; minus infinity for an empty sum.
func logSum(_ logs: [Double], over divisor: Double = 1, weights: [Double]) -> Double {
    var top = -Double.infinity
    for value in logs where value > top { top = value }
    guard top > -.infinity else { return -.infinity }
    var sum = 0.0
    for index in logs.indices where weights[index] > 0 && logs[index] > top - 50 * divisor {
        sum += weights[index] * exp((logs[index] - top) / divisor)
    }
    return top / divisor + log(sum)
}
