import Model

/// What a roll back would do to a service, said before anybody confirms it.
struct RollBackWarning {
    let service: Service
    /// The newest board, as old as it is now.
    let board: Board
    let clock: LocalClock

    /// Why a service cannot be rolled back now; `nil` when it can. Weights that are not known are no hindrance.
    static func hindrance(_ service: Service) -> String? {
        if service.configuration.split == nil { return "nothing to roll back: no weights send traffic to it" }
        return service.share?.value.percent == 0 ? "nothing to roll back: 0 % on new" : nil
    }

    /// What a service's second row says while new has a share and old could not take everything back; `nil` otherwise.
    static func remark(of service: Service, _ board: Board) -> Line? {
        guard service.takesTraffic, let share = service.share?.value.percent, share > 0 else { return nil }
        let capacity = ReturnCapacity(of: service, board: board)
        guard capacity.answer == .tight || capacity.answer == .unsafe, let percent = capacity.percent else {
            return nil
        }
        let part = percent > 0 ? "\(Words.percent(percent)) %" : "nothing"
        return Line("old can take \(part) of the present traffic", .warn)
    }

    /// What happens to the traffic, and what it meets: the old fleet as it stands, and the resolvers' copies.
    func lines(columns: Int) -> [Line] {
        func fitting(_ line: (Wording) -> Line) -> Line {
            let lines = Wording.allCases.map(line)
            return lines.first { $0.width <= columns } ?? lines[lines.count - 1]
        }
        return [fitting(consequence), fitting(fate)]
    }

    /// How many words there is room for.
    private enum Wording: CaseIterable { case full, plain, short, shortest }

    private func consequence(_ wording: Wording) -> Line {
        let share = figure(board.appliedShare(of: service), .weight)
        var line = Line("\(Fit.cut(Clean.text(service.name), to: 20)): ", .title)
        line.add(share.text, share.role == .text ? .title : share.role)
        line.add(" → 0 % on new at once\(wording == .full ? ", all traffic back to old" : "")", .title)
        if let ttl = service.share?.value.weights.map(\.ttl).max(), ttl > 0 { line.join("DNS caches \(ttl) s", .text) }
        return line
    }

    private func fate(_ wording: Wording) -> Line {
        let capacity = ReturnCapacity(of: service, board: board)
        var line = Line()
        if capacity.answer == .unsafe { line.add("NOT SAFE ", .worse) }
        line.add("old: ", .old)
        line.add(fleet(capacity, wording))
        if service.takesTraffic { line.join(load(capacity, wording)) }
        return line
    }

    /// `8 of 8 instances healthy`; running ones where no load balancer tells.
    private func fleet(_ capacity: ReturnCapacity, _ wording: Wording) -> Line {
        let serving = capacity.targets
        let wanted = board.count(\.desired, .old, of: service)
        let (is_, of) = (figure(serving, .count), figure(wanted, .count))
        let isLess = serving.usable.map { $0 < wanted.usable ?? 0 || $0 == 0 } ?? false
        var line = Line(is_.text, isLess ? .worse : is_.role)
        line.add(" of ", .text)
        line.add(of.text, of.role)
        if wording == .full { line.add(" \(InventoryRows.noun(service, .old))", .text) }
        let word = service.source(of: \.healthy, .old) != nil ? " healthy" : " running"
        if wording != .shortest { line.add(word, isLess ? .worse : .text) }
        return line
    }

    /// What each of them would get, beside the most that one has carried; a fleet that was scaled in shows here.
    private func load(_ capacity: ReturnCapacity, _ wording: Wording) -> Line {
        guard let load = capacity.load else {
            let whose = wording == .full || wording == .plain ? "its load is" : "load"
            return Line("\(whose) not known: CloudWatch is silent", .blind)
        }
        guard let each = capacity.each else {
            return capacity.targets.usable == 0
                ? Line("nothing there to take \(rate(load))", .worse)
                : Line("how many share \(rate(load)) is not known", .blind)
        }
        let isLong = wording == .full || wording == .plain
        let said = isLong ? "each would get \(rate(each))" : "\(rate(each)) each"
        guard let peak = capacity.peak, let times = capacity.times else {
            let unknown = isLong ? "and no minute tells what one can carry" : "its peak is not known"
            return Line("\(said), \(unknown)", .warn)
        }
        let role: Role =
            switch capacity.answer {
            case .unsafe: .worse
            case .tight: .warn
            case .fits, .unknown: .text
            }
        var line = Line("\(said), \(Words.decimal(times, 1))× ", role)
        line.add(wording == .full ? "the most that one has carried" : "its peak", role)
        let when = clock.minute(peak.minute.start, at: board.takenAt)
        if wording != .shortest { line.add(" (\(Columns.number(peak.requests, .count)) at \(when))", role) }
        return line
    }

    /// `680/min`.
    private func rate(_ requests: Double) -> String { "\(Columns.number(requests, .count))/min" }

    private func figure(_ measured: Measured, _ style: Columns.Style) -> Figure {
        Columns.figure(measured, style, at: board.takenAt)
    }
}
