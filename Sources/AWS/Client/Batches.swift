extension Array {
    /// The elements in order, in pieces no longer than a call's own limit.
    package func batches(of size: Int) -> [[Element]] {
        precondition(size > 0, "a batch holds at least one element")
        return stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min($0 + size, count)]) }
    }
}

extension Array where Element: Hashable {
    /// Each element once, where it first stood; APIs count a repeated name against their limit or refuse it.
    package func withoutRepeats() -> [Element] {
        var seen = Set<Element>()
        return filter { seen.insert($0).inserted }
    }
}
