import Model

/// The columns of the table of services and their positions. On a narrow screen the least important are removed first.
struct ServiceColumns {
    /// From left to right.
    static let order: [Column.ID] = [
        .verdict, .ladder, .intended, .applied, .observed, .next, .metric(.p99), .ratio(.p99), .trend(.p99),
        .errorPercent, .metric(.requests), .tasks,
    ]

    /// The removable columns, the least important first. The share is removed before all numbers of the sides.
    private static let dispensable = Columns.all.filter { $0.overview?.rank != nil }
        .sorted { ($0.overview?.rank ?? 0) < ($1.overview?.rank ?? 0) }.map(\.id)

    let name: Int
    /// The first column and the width of each; without those that found no room.
    private(set) var places: [Column.ID: (x: Int, width: Int)] = [:]
    /// Columns between two groups.
    let gap: Int
    /// The widest task count of a side.
    private let tasks: Int

    /// Leaves one column free on the right. `name`, `tasks` and `verdict` are the widest texts of those columns.
    init(width: Int, name: Int, tasks: Int, verdict: Int = 0) {
        gap = width >= 140 ? 3 : width >= 110 ? 2 : 1
        self.name = min(max(name, 7), max(7, min(24, width / 7)))
        self.tasks = min(max(tasks, 3), 9)
        var columns = Self.order
        for victim in Self.dispensable where total(columns) > width - 1 { columns.removeAll { $0 == victim } }
        // The space of a removed wide column may be enough for a narrower one.
        for other in Self.dispensable.reversed() where !columns.contains(other) {
            let more = Self.order.filter { columns.contains($0) || $0 == other }
            if total(more) <= width - 1 { columns = more }
        }
        // The subject of a verdict says more than a bar beside its number.
        let wanted = min(verdict, 19) - least(.verdict)
        for victim in [Column.ID.trend(.p99), .intended, .next, .ratio(.p99), .ladder]
        where width - 1 - total(columns) < wanted {
            columns.removeAll { $0 == victim }
        }
        var spare = max(0, width - 1 - total(columns))
        var widths = Dictionary(uniqueKeysWithValues: columns.map { ($0, least($0)) })
        for (column, most) in [
            (Column.ID.verdict, max(16, min(verdict, 19))), (.ladder, 26), (.verdict, 24), (.ladder, 40), (.next, 14),
            (.ladder, 60),
        ] {
            guard let width = widths[column] else { continue }
            let more = min(spare, max(0, most - width))
            widths[column] = width + more
            spare -= more
        }
        var x = 1 + self.name
        for column in columns {
            let width = widths[column] ?? 0
            let before = space(column)
            places[column] = (x + before, width)
            x += before + width
        }
    }

    /// The space in front of a column.
    private func space(_ column: Column.ID) -> Int {
        switch Columns.column(column).overview?.before {
        case .one: 1
        case .almostGap: max(1, gap - 1)
        case .gap, nil: gap
        }
    }

    /// The least width at which a column is readable.
    private func least(_ column: Column.ID) -> Int {
        switch Columns.column(column).overview?.width {
        case .fixed(let width): width
        case .spacious(let wide, let narrow): gap > 1 ? wide : narrow
        case .tasks: 2 * tasks + 1
        case nil: 0
        }
    }

    private func total(_ columns: [Column.ID]) -> Int {
        columns.reduce(1 + name) { $0 + space($1) + least($1) }
    }
}
