extension Array {
    /// Splits the elements, in order, into batches of at most `size` elements.
    package func batches(of size: Int) -> [[Element]] {
        precondition(size > 0, "a batch holds at least one element")
        return stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min($0 + size, count)]) }
    }
}

extension Array where Element: Hashable {
    /// Keeps only the first of equal elements. APIs refuse a repeated name, or count it against their limit.
    package func withoutRepeats() -> [Element] {
        var seen = Set<Element>()
        return filter { seen.insert($0).inserted }
    }
}
