package import Model
package import View

/// `abreast status`: a board as plain text, with the numbers and words of the screen.
package struct StatusText {
    private let board: Board
    private let clock: LocalClock
    private let isASCII: Bool
    private let services: [Service]

    /// - Parameter names: The services that are shown; `nil` for all. The headline is about all of them.
    package init(board: Board, clock: LocalClock = .local, isASCII: Bool = false, only names: Set<String>? = nil) {
        self.board = board
        self.clock = clock
        self.isASCII = isASCII
        services = board.services.filter { names?.contains($0.name) ?? true }
    }

    /// Lines with a newline at the end, without colours and of any width.
    package var text: String {
        let parts = [head, table, words, sources].filter { !$0.isEmpty }
        let text = parts.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
        return isASCII ? Self.ascii(text) : text
    }

    private static func ascii(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map {
            Glyphs.ascii(Glyphs.spelled(String($0), isUTF8: false))
        }
        .joined(separator: "\n")
    }

    private var head: [String] {
        let headline = board.headline
        let words = HeadlineWords(headline, clock: clock, now: board.takenAt)
        let simulated = board.simulated.map { [SimulationMark.sentence(Sanitizer.text($0))] } ?? []
        return simulated + [
            "\(Sanitizer.text(board.migration))  \(board.region)  \(clock.timeAndZone(board.takenAt))"
                + "  \(PollerWords.newest(board.newestMinuteWithRequests, at: board.takenAt, clock))",
            "\(Sign(headline.level).text)  \(words.sentence)\(words.beside.isEmpty ? "" : "; \(words.beside)")",
            poller,
        ]
    }

    private var poller: String {
        guard let lease = board.lease else {
            return board.readings.isEmpty ? "nobody has polled yet" : "nobody polls now"
        }
        let age = NumberWords.duration(board.takenAt.seconds(since: lease.heartbeat))
        let holder = Sanitizer.text(lease.holder)
        let other = board.otherConfiguration.map { "; \(PollerWords.other($0, at: board.takenAt, clock))" } ?? ""
        return lease.isLive(at: board.takenAt)
            ? "polled by \(holder)\(other)" : "nobody polls; \(holder) was last heard of \(age) ago"
    }

    // MARK: The table

    private var table: [String] {
        guard !services.isEmpty else { return ["no service"] }
        let shown = Columns.all.filter { $0.text != nil }
        let shares = shown.filter { !$0.id.isOfSide && $0.id != .verdict }
        let ofSides = shown.filter(\.id.isOfSide)
        var table = TextTable(
            titles: ["SERVICE"] + shares.compactMap(\.text) + [""] + ofSides.compactMap(\.text)
                + [Columns.column(.verdict).text ?? ""],
            isRight: [false] + shares.map { _ in true } + [false] + ofSides.map { _ in true } + [false])
        for service in services {
            let verdict = board.verdict(of: service)
            let word = VerdictCell(verdict).text
            func cells(_ side: Side) -> [String] { [side.rawValue] + ofSides.map { cell($0, side, service) } }
            table.add([Sanitizer.text(service.name)] + shares.map { share($0, service) } + cells(.old) + [word])
            table.add([""] + shares.map { _ in "" } + cells(.new) + [""])
        }
        return table.lines
    }

    private func share(_ column: Column, _ service: Service) -> String {
        switch column.id {
        case .applied: figure(board.appliedShare(of: service), column.style)
        case .observed where service.takesTraffic: figure(board.observedShare(of: service), column.style)
        default: "–"
        }
    }

    private func cell(_ column: Column, _ side: Side, _ service: Service) -> String {
        if column.id == .tasks { return tasks(column, side, service) }
        guard service.takesTraffic || !column.id.isOfTraffic else { return "–" }
        return figure(board.latest(column.id, side, of: service), column.style)
    }

    private func tasks(_ column: Column, _ side: Side, _ service: Service) -> String {
        let running = figure(board.count(\.running, side, of: service), column.style)
        let desired = figure(board.count(\.desired, side, of: service), column.style)
        // An age or a dash is shown once; only two numbers are a fraction.
        let isSame = running == desired && !(running.first?.isNumber ?? false)
        return isSame ? running : "\(running)/\(desired)"
    }

    private func figure(_ measured: Measured, _ style: NumberFormat.Style) -> String {
        NumberFormat.figure(measured, style, at: board.takenAt).text
    }

    // MARK: Words

    /// The verdict and the pause of each service, and its queue.
    private var words: [String] {
        services.flatMap { service -> [String] in
            let name = Sanitizer.text(service.name)
            var lines = ["\(name): \(reason(board.verdict(of: service)))"]
            if let pause = service.pause {
                let since = clock.time(pause.at, at: board.takenAt)
                let again = RolloutWords.lookAgain(pause, at: board.takenAt, clock).map { ", \($0.text)" } ?? ""
                lines.append("\(name): \(Sanitizer.text(pause.sentence(of: service))), since \(since)\(again)")
            } else if service.configuration.rollout != nil {
                let words = RolloutWords(service: service, board: board, clock: clock, verdict: board.verdict(of:))
                if !words.line.isEmpty { lines.append("\(name): \(words.line.text)") }
            }
            if let traffic = traffic(service) { lines.append("\(name): \(traffic)") }
            if service.configuration.split != nil {
                lines.append("\(name): \(Readiness(capacity: RollbackCapacity(of: service, board: board)).sentence)")
            }
            if let deadMan = board.deadMan(of: service, verdict: board.verdict(of: service)) {
                let left = NumberFormat.span(deadMan.left(at: board.takenAt).rounded(.up))
                lines.append("\(name): auto roll back in \(left), at \(clock.time(deadMan.deadline))")
            }
            if service.configuration.queue != nil { lines.append("\(name): \(queue(service))") }
            lines += service.share?.value.remarks.map { "\(name): \(Sanitizer.text($0))" } ?? []
            lines += board.effectiveShares(of: service).compactMap(\.remark).map { "◆ \(name): \(Sanitizer.text($0))" }
            lines += service.layout.map { TopologyText.lines($0.value, of: service.name) } ?? []
            return lines
        }
    }

    /// The plain sentence, since when, and why a source tells nothing.
    private func reason(_ verdict: Verdict) -> String {
        Sanitizer.text(verdict.whole) + (verdict.since.map { ", since \(clock.minute($0, at: board.takenAt))" } ?? "")
    }

    /// Whether the requests follow the weights; `nil` while it is not known.
    private func traffic(_ service: Service) -> String? {
        guard let traffic = board.traffic(of: service) else { return nil }
        return traffic.remark { clock.minute($0, at: board.takenAt) }
            ?? "traffic follows: \(NumberWords.percent(traffic.observed)) % of requests on new, "
            + "\(NumberWords.share(traffic.applied)) % set"
    }

    private func queue(_ service: Service) -> String {
        let oldest = figure(board.latest(in: service.queueAge), .age)
        guard let queue = service.queue else { return "queue ?, oldest \(oldest)" }
        func number(_ value: Int) -> String {
            figure(board.measured(Double(value), readAt: queue.readAt, source: .sqs), .count)
        }
        return "queue \(number(queue.value.visible)), in flight \(number(queue.value.inFlight)),"
            + " delayed \(number(queue.value.delayed)), oldest \(oldest)"
    }

    /// Only the sources with a problem.
    private var sources: [String] {
        board.readings.compactMap { reading in
            let age = reading.lastSuccess.map { board.takenAt.seconds(since: $0) }
            let isLate = age.map { $0 > reading.source.bound } ?? true
            guard isLate || reading.error != nil else { return nil }
            let told = age.map { "last told \(NumberWords.duration($0)) ago" } ?? "has not told yet"
            return "\(reading.source.title) \(told)\(reading.error.map { ": \(Sanitizer.text($0))" } ?? "")"
        }
    }
}
