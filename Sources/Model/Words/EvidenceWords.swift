extension Words {
    /// An e-value: `0.4`, `12`, `3200`, `10^14`.
    package static func evidence(_ value: Double) -> String {
        guard value.isFinite else { return "∞" }
        if value < 9.95 { return decimal(value, 1) }
        if value < 1e6 { return decimal(value, 0) }
        var power = 0
        var rest = value
        while rest >= 10 { (rest, power) = (rest / 10, power + 1) }
        return "10^\(power)"
    }
}
