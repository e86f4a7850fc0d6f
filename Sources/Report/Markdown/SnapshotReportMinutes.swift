import Model
import View

/// The last settled minutes of each service, old beside new with the difference, and the same as small graphs.
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
        let titles = [
            "UTC", Markdown.text(zone.name), "requests old", "new", "share %", "5xx % old", "new", "Δ points",
            "p99 ms old",
            "new", "Δ %",
        ]
        let rows = range.map { row($0, service) }
        return """
            ### \(Markdown.text(service.name))

            ```
            \(graphs(service, range).joined(separator: "\n"))
            ```

            \(Markdown.table(titles, right: Set(2...10), rows))
            """
    }

    /// Whether any number of that minute was ever read.
    private func isKnown(_ minute: Minute, _ service: Service) -> Bool {
        Side.allCases.contains { side in
            [Metric.requests, .target5xx, .p99].contains { metric in
                (service[side].series[metric]?[minute].presence ?? .missing) != .missing
            }
        }
    }

    private func row(_ minute: Minute, _ service: Service) -> [String] {
        func value(_ metric: Metric, _ side: Side) -> Measured {
            service[side].series[metric]?[minute] ?? .never
        }
        func errors(_ side: Side) -> Measured { board.errorPercent(side, of: service, in: minute) }
        let requests = Side.allCases.map { value(.requests, $0) }
        let total = requests.compactMap(\.usable).reduce(0, +)
        let isKnown = requests.allSatisfy { $0.presence != .missing }
        let share =
            isKnown && total > 0 ? Words.decimal((requests[1].usable ?? 0) * 100 / total, 1) : isKnown ? "–" : "?"
        let (old, new) = (errors(.old), errors(.new))
        let points = difference(old, new) { old, new in
            let points = new - old
            return "\(points < 0 ? "−" : "+")\(Words.decimal(abs(points), 2))"
        }
        let (oldP99, newP99) = (value(.p99, .old), value(.p99, .new))
        let change = difference(oldP99, newP99) { old, new in old > 0 ? Words.change(from: old, to: new) : "–" }
        return [
            SnapshotZone.utc.minute(minute.start), zone.minute(minute.start), exact(requests[0], 0),
            exact(requests[1], 0),
            share, exact(old, 2), exact(new, 2), points, exact(oldP99, 0), exact(newP99, 0), change,
        ]
    }

    /// A settled minute's number; it does not age, as it stands beside its minute.
    private func exact(_ measured: Measured, _ places: Int) -> String {
        switch measured.presence {
        case .ok, .zero, .stale:
            guard let value = measured.value else { return "?" }
            return value == 0
                ? "0" : Words.decimal(value, value < 10 && places == 0 && value != value.rounded() ? 1 : places)
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
        let kinds: [(String, (Side, Minute) -> Double?)] = [
            ("requests", { service[$0].series[.requests]?[$1].usable }),
            ("5xx %", { board.errorPercent($0, of: service, in: $1).usable }),
            ("p99", { service[$0].series[.p99]?[$1].usable }),
        ]
        return kinds.flatMap { title, value in
            let values = Side.allCases.map { side in range.map { value(side, $0) } }
            let peak = values.joined().compactMap(\.self).max() ?? 0
            return zip(Side.allCases, values).map { side, values in
                "\(Fit.left(title, 9))\(side.rawValue) \(Self.graph(values, peak: peak))"
            }
        }
    }

    /// One character a minute, the peak of both sides at full height.
    private static func graph(_ values: [Double?], peak: Double) -> String {
        let levels = Blocks.unicode.levels
        return String(
            values.map { value in
                guard let value else { return Blocks.unicode.missing }
                guard value > 0, peak > 0 else { return Blocks.unicode.zero }
                // The lowest level means nothing at all, so the least value stands one above it.
                return levels[min(levels.count - 1, max(1, Int((value / peak * Double(levels.count - 1)).rounded())))]
            })
    }
}
