import Model

/// What a roll back would do to a service, said before anybody confirms it.
struct RollBackWarning {
    let service: Service
    /// The newest board, as old as it is now.
    let board: Board
    let clock: LocalClock

    /// Why a service cannot be rolled back now; `nil` when it can. Weights that are not known are no reason.
    static func disabledReason(_ service: Service) -> String? {
        if service.configuration.split == nil { return "nothing to roll back: no weights send traffic to it" }
        // While a step is under way nobody knows for sure what stands.
        if service.step?.state.isOpen == true || service.advance != nil { return nil }
        return service.share?.value.highest == 0 ? "nothing to roll back: 0 % on new" : nil
    }

    /// What a service's second row says while new has a share and old could not take everything back; `nil` otherwise.
    static func remark(of service: Service, _ readiness: Readiness) -> Line? {
        guard service.takesTraffic, let share = service.share?.value.highest, share > 0, readiness.isAlarming else {
            return nil
        }
        return readiness.line
    }

    /// What happens to the traffic, and what it meets: the old fleet as it stands, and the resolvers' copies; a line for
    /// what new's failures have cost, and one where steps are worth a thought.
    func lines(columns: Int) -> [Line] {
        func fitting(_ line: (Wording) -> Line) -> Line {
            let lines = Wording.allCases.map(line)
            return lines.first { $0.width <= columns } ?? lines[lines.count - 1]
        }
        let capacity = RollbackCapacity(of: service, board: board)
        var lines = [fitting { consequence(capacity, $0) }, fitting { fate(capacity, $0) }]
        if let harm = board.harm(of: service, board.verdict(of: service)) {
            lines.append(Line(harm.words, .worse))
        }
        if Self.offersSteps(service, board, capacity) { lines.append(fitting { inSteps(capacity, $0) }) }
        return lines
    }

    /// Whether steps back differ from all at once: old was never seen to carry all of it. The deploy job of a simulation
    /// knows no steps back.
    static func offersSteps(_ service: Service, _ board: Board, _ capacity: RollbackCapacity? = nil) -> Bool {
        (board.simulated == nil || service.isSteered)
            && (capacity ?? RollbackCapacity(of: service, board: board)).answer == .unsafe
            && board.verdict(of: service).state != .blind
    }

    /// How many words there is room for.
    private enum Wording: CaseIterable { case full, plain, short, shortest }

    private func consequence(_ capacity: RollbackCapacity, _ wording: Wording) -> Line {
        let share = figure(board.appliedShare(of: service), .weight)
        var line = Line("\(Fit.cut(Sanitizer.text(service.name), to: 20)): ", .title)
        line.add(share.text, share.role == .text ? .title : share.role)
        line.add(" → 0 % on new at once", .title)
        let isLong = wording == .full || wording == .plain
        if isLong { line.add(", all traffic back to old", .title) }
        if wording == .full, let call = WeightWords.call(service, to: 0) { line.join(call, .text) }
        if let caches = WeightWords.caches(service) { line.join(caches, .text) }
        return line
    }

    /// What steps would do instead of sending all at once, and how they are asked for.
    private func inSteps(_ capacity: RollbackCapacity, _ wording: Wording) -> Line {
        let applied = service.share?.value.percent ?? 100
        let rest = max(0, 100 - (capacity.room ?? 0))
        let first =
            rest < applied
            ? "first to \(NumberWords.share(rest)) %, then as old has room for more"
            : "stays at \(NumberWords.share(applied)) % until old has room for more"
        let brief = rest < applied ? "first to \(NumberWords.share(rest)) %" : "stays until old has more"
        let isLong = wording == .full || wording == .plain
        let name = Fit.cut(Sanitizer.text(service.name), to: 20)
        var line = Line("\(name) and Tab: in steps, ", .title)
        line.add(isLong ? first : brief, .warn)
        return line
    }

    private func fate(_ capacity: RollbackCapacity, _ wording: Wording) -> Line {
        var line = Line()
        let part = capacity.room.map { $0 > 999 ? ">999 %" : $0 > 0 ? "\(NumberWords.percent($0)) %" : "" }
        if capacity.answer == .unsafe, capacity.targets.usable == 0 {
            line.add("old has room for nothing: ", .worse)
        } else if capacity.answer == .unsafe, let part {
            let isLong = wording == .full || wording == .plain
            line.add(isLong ? "\(capacity.seen) \(part) of this: " : "old carried \(part): ", .warn)
        } else if let part {
            line.add("old has room for \(part): ", .old)
        } else {
            line.add("old: ", .old)
        }
        line.add(fleet(capacity, wording))
        if service.takesTraffic { line.join(load(capacity, wording)) }
        return line
    }

    /// `8 of 8 instances healthy`; running ones where no load balancer tells.
    private func fleet(_ capacity: RollbackCapacity, _ wording: Wording) -> Line {
        let serving = capacity.targets
        let wanted = board.count(\.desired, .old, of: service)
        let (is_, of) = (figure(serving, .count), figure(wanted, .count))
        let isLess = serving.usable.map { $0 < wanted.usable ?? 0 || $0 == 0 } ?? false
        var line = Line(is_.text, isLess ? .worse : is_.role)
        line.add(" of ", .text)
        line.add(of.text, of.role)
        if wording == .full { line.add(" \(FleetRows.noun(service, .old))", .text) }
        let word = service.source(of: \.healthy, .old) != nil ? " healthy" : " running"
        if wording != .shortest { line.add(word, isLess ? .worse : .text) }
        return line
    }

    /// What each of them would get, beside the most that one has carried; a fleet that was scaled in shows here.
    private func load(_ capacity: RollbackCapacity, _ wording: Wording) -> Line {
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
        var line = Line("\(said), \(NumberWords.decimal(times, 1))× ", role)
        line.add(wording == .full ? "the most that one has carried" : "its peak", role)
        let when = clock.minute(peak.minute.start, at: board.takenAt)
        if wording != .shortest { line.add(" (\(NumberFormat.number(peak.requests, .count)) at \(when))", role) }
        return line
    }

    /// `680/min`.
    private func rate(_ requests: Double) -> String { "\(NumberFormat.number(requests, .count))/min" }

    private func figure(_ measured: Measured, _ style: NumberFormat.Style) -> FormattedNumber {
        NumberFormat.figure(measured, style, at: board.takenAt)
    }
}
