extension Words {
    /// A planned percentage without its sign, two decimals at most and nothing else rounded away: `25`, `12.5`, `0.39`.
    package static func share(_ percent: Double) -> String {
        var text = decimal(percent, 2)
        while text.contains("."), text.last == "0" || text.last == "." {
            let wasPoint = text.last == "."
            text.removeLast()
            if wasPoint { break }
        }
        return text
    }
}
