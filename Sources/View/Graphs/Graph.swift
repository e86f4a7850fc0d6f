import Model

/// A row of columns over time. Both sides of a service share one scale, from zero to the peak of both.
struct Graph {
    /// What one column shows.
    enum Point: Equatable {
        case value(Double)
        /// Counted: zero.
        case zero
        /// There was no traffic to measure.
        case none
        /// Not known.
        case missing
    }

    var points: [Point]

    /// One point per column. If several minutes share a column, the largest value is shown, so that no peak is lost.
    init(_ minutes: Range<Minute>, columns: Int, _ measured: (Minute) -> Measured) {
        let count = minutes.count
        points = (0..<max(0, columns)).map { column in
            let first = column * count / columns
            let last = max(first + 1, (column + 1) * count / columns)
            var point = Point.missing
            for index in first..<min(last, count) {
                point = Self.larger(point, Self.point(measured(minutes.lowerBound.advanced(by: index))))
            }
            return point
        }
    }

    init(points: [Point]) { self.points = points }

    /// The largest value; `nil` when no value is above zero.
    var peak: Double? {
        points.compactMap { if case .value(let value) = $0 { value } else { nil } }.max()
    }

    private static func point(_ measured: Measured) -> Point {
        switch measured.presence {
        case .ok, .zero, .stale:
            guard let value = measured.value, value.isFinite else { return .missing }
            return value > 0 ? .value(value) : .zero
        case .none: return .none
        case .missing: return .missing
        }
    }

    private static func larger(_ a: Point, _ b: Point) -> Point {
        switch (a, b) {
        case (.value(let one), .value(let other)): .value(max(one, other))
        case (.value, _), (.zero, .zero), (.zero, .none), (.zero, .missing), (.none, .missing): a
        default: b
        }
    }

    /// Draws columns upwards from the bottom row `y + rows - 1`. `peak` is the value that fills `rows`.
    func draw(into frame: inout Frame, x: Int, y: Int, rows: Int, peak: Double, role: Role, blocks: Blocks) {
        let steps = blocks.levels.count
        // Where zero has no character of its own and shares the lowest level, the least value is one level higher.
        let least = blocks.levels[0] == blocks.zero ? 2 : 1
        // Full blocks in adjacent rows would touch each other, so the peak leaves the last eighth free.
        let full = rows * steps - (blocks.levels[0] == blocks.zero ? 1 : 0)
        for (column, point) in points.enumerated() {
            let bottom = y + rows - 1
            switch point {
            case .none: continue
            case .missing: frame.fill(blocks.missing, x: x + column, y: bottom, count: 1, role: .blind)
            case .zero: frame.fill(blocks.zero, x: x + column, y: bottom, count: 1, role: .dim)
            case .value(let value):
                let exact = Int((value / peak * Double(full)).rounded())
                let level = min(max(exact, least), full)
                for row in 0..<rows where level > row * steps {
                    let top = min(level - row * steps, steps)
                    frame.fill(blocks.levels[top - 1], x: x + column, y: bottom - row, count: 1, role: role)
                }
            }
        }
    }
}
