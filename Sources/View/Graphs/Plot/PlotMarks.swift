import Model

extension Plot.Mark {
    /// What happened to a service in the minutes of a plot: changes of its weights, pauses, roll backs and notes. The
    /// newest is last.
    static func all(of service: Service, _ board: Board, in minutes: Range<Minute>) -> [Plot.Mark] {
        let marks = weights(of: service, in: minutes) + orders(of: service, board, in: minutes)
        return marks.sorted { $0.minute < $1.minute }
    }

    private static func weights(of service: Service, in minutes: Range<Minute>) -> [Plot.Mark] {
        var marks: [Plot.Mark] = []
        var before: Double?
        func add(_ percent: Double, at moment: Moment) {
            defer { before = percent }
            guard before != percent, minutes.contains(moment.minute) else { return }
            let isLess = before.map { percent < $0 } ?? false
            marks.append(
                Plot.Mark(
                    minute: moment.minute, label: NumberFormat.number(percent, .weight) + " %",
                    sign: isLess ? "▼" : "▲", role: .text))
        }
        for (index, former) in service.formerShares.enumerated() {
            // Nobody saw when the oldest known weights were set.
            if index == 0 { before = former.percent } else { add(former.percent, at: former.since) }
        }
        if let changed = service.shareChangedAt, let percent = service.share?.value.percent {
            add(percent, at: changed)
        }
        return marks
    }

    private static func orders(of service: Service, _ board: Board, in minutes: Range<Minute>) -> [Plot.Mark] {
        var marks: [Plot.Mark] = []
        for event in board.events.reversed() {
            guard event.at.minute >= minutes.lowerBound else { break }
            guard event.service == nil || event.service == service.name, minutes.contains(event.at.minute),
                let sign = sign(of: event)
            else { continue }
            marks.append(Plot.Mark(minute: event.at.minute, label: "", sign: sign, role: .text))
        }
        return marks
    }

    private static func sign(of event: Event) -> Character? {
        switch event.kind {
        case .paused: "‖"
        case .resumed: "▸"
        case .rollBack: "↩"
        case .annotated: "✎"
        default: nil
        }
    }
}
