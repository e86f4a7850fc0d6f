import Model

/// What the next step would do and what refuses it, shown before the operator confirms.
struct AdvanceWarning {
    let confirm: Confirm
    /// The newest board, at its present age.
    let board: Board
    /// How many refusals are written in words. The rules of all of them are named in any case.
    var most = 3
    var isUTF8 = true

    /// The refusals for all services of the step, without repeats.
    static func refusals(_ confirm: Confirm, _ board: Board) -> [StepRefusal] {
        refusals(confirm, board, judging: VerdictMemory(board).verdict(of:))
    }

    /// The same with known verdicts.
    static func refusals(
        _ confirm: Confirm, _ board: Board, judging verdict: (Service) -> Verdict
    ) -> [StepRefusal] {
        var refusals: [StepRefusal] = []
        for aim in confirm.aims {
            guard let service = board.services.first(where: { $0.name == aim.service }), let percent = aim.percent
            else { continue }
            refusals += board.refusals(of: service, to: percent, judging: verdict).filter { !refusals.contains($0) }
        }
        return refusals
    }

    /// Their rules, the most serious first.
    static func rules(_ confirm: Confirm, _ board: Board) -> [StepRule] {
        let rules = Set(refusals(confirm, board).map(\.rule))
        return StepRule.allCases.filter(rules.contains)
    }

    /// What moves where and how, what old could take back, and what refuses it.
    func lines(columns: Int) -> [Line] {
        let refusals = Self.refusals(confirm, board)
        var lines = moves(columns)
        lines.append(conditions(columns))
        for (index, refusal) in refusals.prefix(most).enumerated() {
            var line = Line(index == 0 ? "REFUSED by " : "           ", .worse)
            line.add(Glyphs.spelled(Sanitizer.text(refusal.sentence), isUTF8: isUTF8), .text)
            lines.append(line)
        }
        if !confirm.refused.isEmpty {
            let rules = confirm.refused.map(\.rawValue).joined(separator: ", ")
            lines.append(Line("\(Fit.cut(confirm.forcing, to: 21)) sets aside \(rules)", .title))
        }
        return lines
    }

    private func moves(_ columns: Int) -> [Line] {
        let known = confirm.aims.compactMap { aim in
            board.services.first { $0.name == aim.service }.map { ($0, aim.percent ?? 0) }
        }
        guard known.count == 1, let (service, percent) = known.first else {
            var line = Line("\(Fit.cut(confirm.wanted, to: 20)): ", .title)
            line.add(known.map { "\(Sanitizer.text($0.0.name)) \(change($0.0, $0.1))" }.joined(separator: ", "), .title)
            line.add(" on new", .title)
            var call = Line()
            for (service, percent) in known {
                let words = WeightWords.call(service, to: percent) ?? "no weights"
                call.join("\(Sanitizer.text(service.name)): \(words)", .text)
            }
            return [line, call]
        }
        var line = Line("\(Fit.cut(Sanitizer.text(service.name), to: 20)): \(change(service, percent)) on new", .title)
        let caches = Line(WeightWords.caches(service) ?? "", .text)
        var full = line
        full.join(WeightWords.call(service, to: percent) ?? "", .text)
        full.join(caches)
        if full.width <= columns { return [full] }
        line.join(caches)
        return [line]
    }

    /// `25 → 50 %`.
    private func change(_ service: Service, _ percent: Double) -> String {
        let applied = NumberFormat.figure(board.appliedShare(of: service), .weight, at: board.takenAt).text
        let leap = service.configuration.leapWords(from: board.appliedShare(of: service).usable, to: percent)
        return "\(leap)\(applied) → \(NumberWords.share(percent)) %"
    }

    /// What old could take back.
    private func conditions(_ columns: Int) -> Line {
        let services = confirm.aims.compactMap { aim in board.services.first { $0.name == aim.service } }
        var line = Line()
        for service in services {
            let readiness = Readiness(capacity: RollbackCapacity(of: service, board: board))
            let whose = services.count > 1 ? "\(Sanitizer.text(service.name)): " : ""
            let part = whose + readiness.brief + (services.count == 1 && columns >= 70 ? " of all traffic" : "")
            line.join(part, readiness.role == .dim ? .text : readiness.role)
        }
        return line
    }
}
