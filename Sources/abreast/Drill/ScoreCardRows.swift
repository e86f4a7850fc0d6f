import Model
import Simulation
import View

// The rows of a score card: what happened when, and the harm.

extension ScoreCard {
    /// One row: what, when, and the rest in words.
    struct Row: Equatable {
        var what: String
        var when: String
        var words: String
    }

    /// Requests that failed and that were slow, in numbers or in words.
    struct HarmRow: Equatable {
        var title: String
        var failed: String
        var slow: String

        init(_ title: String, _ harm: Harm) {
            self.title = title
            failed = Self.text(harm.failed)
            slow = Self.text(harm.slow)
        }

        init(_ title: String, _ text: String) { (self.title, failed, slow) = (title, text, text) }

        private static func text(_ count: Int) -> String { count < 0 ? "none: \(-count) less" : "\(count)" }
    }

    /// The events of the drill.
    func rows(_ clock: LocalClock) -> [Row] {
        guard let fault else { return [Row(what: "fault", when: "–", words: "none: nothing went wrong")] }
        guard reachedTheFault else {
            let words = "would have begun then; the drill ended \(clock.time(ended))"
            return [Row(what: "fault", when: clock.time(fault), words: words)]
        }
        return [Row(what: "fault begins", when: clock.time(fault), words: "")]
            + [shownRow(clock), noticedRow(clock), pausedRow(clock), rolledBackRow(clock)]
            + [meanwhileRow(clock)].compactMap(\.self) + [safetyRow(clock)]
    }

    private func shownRow(_ clock: LocalClock) -> Row {
        let words = shown.map { "\($0.service): \($0.words)" }
        return row("board shows it", shown?.at, clock, words, else: "not while the drill lasted")
    }

    private func noticedRow(_ clock: LocalClock) -> Row {
        let without = heldBefore == nil ? "no key" : "no key after the fault; it was held already"
        return row("noticed", noticed?.at, clock, noticed.map { Self.words($0) }, else: without)
    }

    private func pausedRow(_ clock: LocalClock) -> Row {
        guard let (service, pause) = heldBefore else { return row("paused", paused?.at, clock, "", else: "no pause") }
        let how = pause.isRollBack ? "held already, rolled back" : "paused already"
        return Row(
            what: "paused", when: clock.time(pause.at),
            words: "\(service) \(how) since \(clock.minute(pause.at)), before the fault")
    }

    private func rolledBackRow(_ clock: LocalClock) -> Row {
        if let (service, pause) = heldBefore, pause.isRollBack {
            return Row(what: "rolled back", when: clock.time(pause.at), words: "\(service), before the fault")
        }
        return row("rolled back", rolledBack?.at, clock, "", else: "no")
    }

    /// Steps that nobody stopped; `nil` if nothing was late.
    private func meanwhileRow(_ clock: LocalClock) -> Row? {
        let steps = stepsMeanwhile
        guard let first = steps.first else {
            guard wasInTime == false, heldBefore == nil, paused == nil, rolledBack == nil else { return nil }
            return Row(what: "meanwhile", when: "–", words: "no step of the rollout was due while it lasted")
        }
        let list = steps.map { step in
            "\(step.service) \(NumberWords.percent(step.from)) → \(NumberWords.percent(step.to)) % at \(clock.minute(step.at))"
        }
        return Row(
            what: "meanwhile", when: clock.time(first.at),
            words: "the rollout went on: \(list.joined(separator: ", "))")
    }

    private func safetyRow(_ clock: LocalClock) -> Row {
        switch safety {
        case .neverHarmed: return Row(what: "spoilt", when: "–", words: "no request, while the drill lasted")
        case .notReached:
            return Row(what: "to safety", when: "–", words: "not reached: requests were still being spoilt at the end")
        case .reached(let most, let last) where most == last:
            return row("to safety", most, clock, "nothing was spoilt any more", else: "")
        case .reached(let most, let last):
            let words = "\(Self.most) % of it was over by then, the last straggler \(clock.time(last))"
            return row("to safety", most, clock, words, else: "")
        }
    }

    /// A row with the time since the fault.
    private func row(_ what: String, _ at: Moment?, _ clock: LocalClock, _ words: String?, else none: String) -> Row {
        guard let at, let fault else { return Row(what: what, when: "–", words: none) }
        let span = "\(Self.span(at.seconds(since: fault))) after the fault"
        return Row(
            what: what, when: clock.time(at), words: [span, words ?? ""].filter { !$0.isEmpty }.joined(separator: "; "))
    }

    /// The harm; empty where nothing went wrong.
    var harmRows: [HarmRow] {
        guard reachedTheFault else { return [] }
        var rows = [HarmRow("spoilt by the fault, in all", harm)]
        if let after = harmAfterShown { rows.append(HarmRow("of these, after the board showed it", after)) }
        // Where watching is correct, nobody could have prevented harm.
        guard !perfectActs.isEmpty else { return rows }
        if let perfect = perfectHarmAfterShown {
            rows.append(HarmRow("with a perfect operator, after that", perfect))
        } else {
            rows.append(HarmRow("with a perfect operator, in all", perfectHarm))
        }
        if let delay = delayHarm {
            rows.append(HarmRow("because of the delay", delay))
        } else {
            rows.append(HarmRow("because of the delay", wasInTime == true ? "none" : "–"))
        }
        return rows
    }

    /// `4 min 20 s`.
    static func span(_ seconds: Double) -> String {
        let whole = Int(max(0, seconds).rounded())
        if whole < 60 { return "\(whole) s" }
        if whole < 3600 { return whole % 60 == 0 ? "\(whole / 60) min" : "\(whole / 60) min \(whole % 60) s" }
        return "\(whole / 3600) h \(whole / 60 % 60) min"
    }

    private static func words(_ attention: OperatorAction) -> String {
        let service = attention.service ?? "all services"
        return switch attention.what {
        case .opened: "opened the view of \(service)"
        case .snapshot: "took a snapshot"
        case .ordered(.pause): "paused \(service)"
        case .ordered(.resume): "resumed \(service)"
        case .ordered(.rollBack): "rolled \(service) back"
        case .ordered(.annotate): "wrote a note"
        case .ordered(.advance): "moved \(service) on"
        case .ordered(.renew): "renewed the dead man's time for \(service)"
        }
    }
}
