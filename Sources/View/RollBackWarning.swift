import Model

/// What a roll back would do to a service, said before anybody confirms it.
struct RollBackWarning {
    let service: Service
    /// The newest board, as old as it is now.
    let board: Board

    /// Why a service cannot be rolled back now; `nil` when it can. Weights that are not known are no hindrance.
    static func hindrance(_ service: Service) -> String? {
        if service.configuration.split == nil { return "nothing to roll back: no weights send traffic to it" }
        return service.share?.value.percent == 0 ? "nothing to roll back: 0 % on new" : nil
    }

    /// What happens to the traffic, and what it meets: the old fleet as it stands, and the resolvers' copies.
    func lines(columns: Int) -> [Line] {
        let whole = fate(isShort: false)
        return [consequence, whole.width > columns ? fate(isShort: true) : whole]
    }

    private var consequence: Line {
        let share = figure(board.appliedShare(of: service), .weight)
        var line = Line("\(Fit.cut(Clean.text(service.name), to: 20)): ", .title)
        line.add(share.text, share.role == .text ? .title : share.role)
        line.add(" → 0 % on new at once, all traffic back to old", .title)
        return line
    }

    private func fate(isShort: Bool) -> Line {
        var line = Line("old: ", .old)
        line.add(fleet(isShort: isShort))
        line.join(load(isShort: isShort))
        if let ttl = service.share?.value.weights.map(\.ttl).max(), ttl > 0 { line.join("DNS caches \(ttl) s", .text) }
        return line
    }

    /// `8 of 8 instances healthy`; running ones where no load balancer tells.
    private func fleet(isShort: Bool) -> Line {
        let isHealth = service.source(of: \.healthy, .old) != nil
        let serving = board.count(isHealth ? \.healthy : \.running, .old, of: service)
        let wanted = board.count(\.desired, .old, of: service)
        let (is_, of) = (figure(serving, .count), figure(wanted, .count))
        let isLess = serving.usable.map { $0 < wanted.usable ?? 0 || $0 == 0 } ?? false
        var line = Line(is_.text, isLess ? .worse : is_.role)
        line.add(" of ", .text)
        line.add(of.text, of.role)
        if !isShort { line.add(" \(InventoryRows.noun(service, .old))", .text) }
        line.add(isHealth ? " healthy" : " running", isLess ? .worse : .text)
        return line
    }

    /// How many times the requests of now each of them will get; a fleet that was scaled in shows here.
    private func load(isShort: Bool) -> Line {
        guard service.takesTraffic, let share = board.observedShare(of: service).usable else { return Line() }
        guard share < 100 else { return Line("no request reaches it now", .worse) }
        let times = 100 / (100 - share)
        let load = "\(Words.decimal(times, 1))× its load"
        return Line(isShort ? load : "each gets \(load)", times >= 1.5 ? .warn : .text)
    }

    private func figure(_ measured: Measured, _ style: Columns.Style) -> Figure {
        Columns.figure(measured, style, at: board.takenAt)
    }
}
