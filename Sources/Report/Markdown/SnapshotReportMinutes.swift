import Model
import View

/// The last settled minutes of each service: old, new and the difference, as numbers and as small graphs.
extension SnapshotReport {
    private static let most = 60

    var minutes: String {
        let parts = board.services.filter(\.takesTraffic).map(minutes)
        guard !parts.isEmpty else { return "" }
        let legend =
            "`–` no traffic, `?` not known; both differ from 0. Each pair of graphs has one scale;"
            + " `·` is a minute without a number."
        return "## Per minute\n\n\(legend)\n\n" + parts.joined(separator: "\n\n")
    }

    private func minutes(_ service: Service) -> String {
        let end = min(board.window.upperBound, board.settledTo.advanced(by: 1))
        let first = max(board.window.lowerBound, end.advanced(by: -Self.most))
        guard first < end else { return "### \(Markdown.text(service.name))\n\nNo settled minute lies in the window." }
        let range = first..<end
        guard range.contains(where: { isKnown($0, service) }) else {
            return "### \(Markdown.text(service.name))\n\nNothing is known of the last \(range.count) settled minutes."
        }
        var titles = ["UTC", Markdown.text(zone.name)]
        for (column, place) in Self.columns {
            titles += ["\(place.name)\(place.unit) old", "new"] + [Self.title(of: place.difference)].compactMap(\.self)
            if column.id == .metric(.requests) { titles.append("share %") }
        }
        let rows = range.map { row($0, service) }
        return """
            ### \(Markdown.text(service.name))

            ```
            \(graphs(service, range).joined(separator: "\n"))
            ```

            \(Markdown.table(titles, right: Set(2..<titles.count), rows))
            """
    }

    /// The columns of this table, in the order of the list.
    private static let columns = Columns.all.compactMap { column in column.minutes.map { (column, $0) } }

    private static func title(of difference: Worse.Difference) -> String? {
        switch difference {
        case .none: nil
        case .points: "Δ points"
        case .relative: "Δ %"
        case .ratio: "×"
        }
    }

    /// Whether any number of that minute was read.
    private func isKnown(_ minute: Minute, _ service: Service) -> Bool {
        let metrics = Self.columns.flatMap { $0.0.id.metrics }
        return Side.allCases.contains { side in
            metrics.contains { (service[side].series[$0]?[minute].presence ?? .missing) != .missing }
        }
    }

    private func row(_ minute: Minute, _ service: Service) -> [String] {
        var cells = [SnapshotZone.utc.minute(minute.start), zone.minute(minute.start)]
        for (column, place) in Self.columns {
            let both = Side.allCases.map { board.measured(column.id, $0, of: service, in: minute) }
            cells += both.map { exact($0, place.places) }
            if let text = difference(both[0], both[1], place) { cells.append(text) }
            // The share follows the counts from which it is computed.
            if column.id == .metric(.requests) { cells.append(share(both)) }
        }
        return cells
    }

    private func share(_ requests: [Measured]) -> String {
        let total = requests.compactMap(\.usable).reduce(0, +)
        guard requests.allSatisfy({ $0.presence != .missing }) else { return "?" }
        return total > 0 ? NumberWords.decimal((requests[1].usable ?? 0) * 100 / total, 1) : "–"
    }

    private func difference(_ old: Measured, _ new: Measured, _ place: MinutesPlace) -> String? {
        switch place.difference {
        case .none: nil
        case .points:
            difference(old, new) { old, new in
                let points = new - old
                return "\(points < 0 ? "−" : "+")\(NumberWords.decimal(abs(points), place.places))"
            }
        case .relative: difference(old, new) { old, new in old > 0 ? NumberWords.change(from: old, to: new) : "–" }
        case .ratio: difference(old, new) { old, new in old > 0 ? "×\(NumberWords.decimal(new / old, 1))" : "–" }
        }
    }

    /// A settled minute's number. It has no age, because its minute is beside it.
    private func exact(_ measured: Measured, _ places: Int) -> String {
        switch measured.presence {
        case .ok, .zero, .stale:
            guard let value = measured.value else { return "?" }
            return value == 0
                ? "0" : NumberWords.decimal(value, value < 10 && places == 0 && value != value.rounded() ? 1 : places)
        case .none: return "–"
        case .missing: return "?"
        }
    }

    private func difference(_ old: Measured, _ new: Measured, _ text: (Double, Double) -> String) -> String {
        if let old = old.usable, let new = new.usable { return text(old, new) }
        return old.presence == .missing || new.presence == .missing ? "?" : "–"
    }

    // MARK: Graphs

    private func graphs(_ service: Service, _ range: Range<Minute>) -> [String] {
        Self.columns.flatMap { column, place in
            let values = Side.allCases.map { side in
                range.map { board.measured(column.id, side, of: service, in: $0).usable }
            }
            let peak = values.joined().compactMap(\.self).max() ?? 0
            return zip(Side.allCases, values).map { side, values in
                "\(Fit.left(place.name, 9))\(side.rawValue) \(Self.graph(values, peak: peak))"
            }
        }
    }

    /// One character per minute. The peak of both sides has the full height.
    private static func graph(_ values: [Double?], peak: Double) -> String {
        let levels = Blocks.unicode.levels
        return String(
            values.map { value in
                guard let value else { return Blocks.unicode.missing }
                guard value > 0, peak > 0 else { return Blocks.unicode.zero }
                // The lowest level means zero, so the least value is one level above it.
                return levels[min(levels.count - 1, max(1, Int((value / peak * Double(levels.count - 1)).rounded())))]
            })
    }
}
