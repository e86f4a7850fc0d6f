import Model

/// The table of services: one line of numbers each, and a second one in words.
struct ServiceTable {
    let scene: Scene
    let columns: ServiceColumns

    /// Width of a side's number.
    private static let number = 5
    /// The columns that are counted from requests.
    private static let ofTraffic = Columns.all.filter { $0.overview != nil && $0.id.isOfTraffic && $0.id.isOfSide }

    init(_ scene: Scene, width: Int) {
        self.scene = scene
        let names = scene.shown.map { Width.of(scene.name($0)) }.max() ?? 0
        // Columns move with no word and no number: each has room for what is usual, and less is said where more would come.
        columns = ServiceColumns(width: width, name: names + 1, tasks: width >= 100 ? 5 : 3, verdict: 13)
    }

    // MARK: Headings

    /// Two lines of headings.
    func drawHeadings(into frame: inout Frame, y: Int) {
        frame.put("SERVICE", x: 1, y: y, role: .header, limit: columns.name)
        for column in Columns.all {
            guard let heading = column.overview, let place = columns.places[column.id] else { continue }
            let isRoomy = columns.gap > 1 && Width.of(heading.title) <= place.width
            let title = isRoomy ? heading.title : heading.short
            if column.id.isOfSide {
                let side = column.id == .tasks ? (place.width - 1) / 2 : Self.number
                frame.put(Fit.right(title, 2 * side + 1), x: place.x, y: y, role: .header, limit: place.width)
                frame.put(Fit.right("old", side), x: place.x, y: y + 1, role: .old)
                frame.put(Fit.right("new", side), x: place.x + side + 1, y: y + 1, role: .new)
            } else if heading.below.isEmpty {
                frame.put(title, x: place.x, y: y, role: .header, limit: place.width)
            } else {
                frame.put(Fit.right(title, place.width), x: place.x, y: y, role: .header)
                frame.put(Fit.right(heading.below, place.width), x: place.x, y: y + 1, role: .header)
            }
        }
    }

    // MARK: One service

    /// The line of numbers.
    func draw(_ service: Service, into frame: inout Frame, y: Int) {
        let isSelected = service.name == scene.selected?.name
        // Without colours the bar below the row may not be seen.
        if isSelected { frame.put("▸", x: 0, y: y, role: .focus) }
        let name = Fit.cut(scene.name(service), to: columns.name - 1)
        frame.put(name, x: 1, y: y, role: isSelected ? .focus : .text)
        drawShares(service, into: &frame, y: y)
        let verdict = scene.verdict(of: service)
        for side in Side.allCases {
            drawTasks(service, side, into: &frame, y: y)
            guard service.takesTraffic else { continue }
            let excess = scene.board.excess(side, of: service)
            for column in Self.ofTraffic {
                let isMarked =
                    column.worse.isOverLimit(excess) || side == .new && column.worse.isMeant(by: verdict)
                put(
                    scene.board.latest(column.id, side, of: service), column, side, isMarked: isMarked, into: &frame,
                    y: y)
            }
        }
        if service.takesTraffic {
            drawRatio(service, into: &frame, y: y)
        } else {
            drawNoTraffic(into: &frame, y: y)
        }
        draw(verdict, of: service, into: &frame, y: y)
    }

    /// A service without traffic never has these numbers.
    private func drawNoTraffic(into frame: inout Frame, y: Int) {
        for column in Self.ofTraffic {
            guard let place = columns.places[column.id] else { continue }
            for x in [place.x, place.x + Self.number + 1] {
                frame.put(Fit.right("–", Self.number), x: x, y: y, role: .dim)
            }
        }
    }

    /// The second line, in words.
    func drawPhase(_ service: Service, into frame: inout Frame, y: Int) {
        let room = frame.width - columns.name - 3
        var line = PhaseLine.of(service, scene, columns: room)
        let verdict = scene.verdict(of: service)
        // Why it is not `pass`, unless the headline or the verdict's own cell says it already.
        let isHeadline = scene.headline.service == service.name && scene.headline.text == verdict.reason
        if verdict.state != .pass, !isHeadline, !tellsWhen(verdict) {
            line.join(Sanitizer.text(verdict.reason), .dim)
        }
        frame.put(line, x: columns.name + 2, y: y, limit: room)
    }

    /// Whether the verdict's cell says when it will be known. It counts other than the reason: in whole minutes from now.
    private func tellsWhen(_ verdict: Verdict) -> Bool {
        guard case .undecided = verdict.matter, let place = columns.places[.verdict] else { return false }
        return Width.of(VerdictCell(verdict).text) <= place.width
    }

    private func drawShares(_ service: Service, into frame: inout Frame, y: Int) {
        let hasSplit = service.configuration.split != nil
        let applied = scene.board.appliedShare(of: service)
        let figure = scene.figure(applied, .weight)
        let observed =
            service.takesTraffic
            ? scene.board.observedShare(of: service) : Measured(value: nil, minute: nil, readAt: nil, presence: .none)
        if let place = columns.places[.ladder] {
            let ladder = ShareLadder(
                steps: service.configuration.rollout?.steps ?? [], set: applied.usable, seen: observed.usable,
                hasSplit: hasSplit)
            frame.put(ladder.line(columns: place.width), x: place.x, y: y, limit: place.width)
        }
        let intended = service.progress(at: scene.board.takenAt).intended
        let isElsewhere = intended.map { abs($0 - (applied.usable ?? $0)) > 0.5 } ?? false
        put(
            FormattedNumber(
                text: intended.map(NumberWords.share) ?? "–", role: intended == nil ? .dim : isElsewhere ? .warn : .text
            ),
            .intended, into: &frame, y: y)
        // On a narrow screen the plan's number is left out; where the weights are elsewhere, they say so.
        put(
            isElsewhere && figure.role == .text ? FormattedNumber(text: figure.text, role: .warn) : figure, .applied,
            into: &frame, y: y)
        put(scene.figure(observed, .share), .observed, into: &frame, y: y)
        if let place = columns.places[.next] {
            frame.put(NextStepCell.line(service, scene), x: place.x, y: y, limit: place.width)
        }
    }

    /// New compared with old: in the newest minute that both have, and before it.
    private func drawRatio(_ service: Service, into frame: inout Frame, y: Int) {
        for (column, place) in columns.places {
            switch column {
            case .ratio(let metric):
                let (old, new) = (
                    scene.board.latest(metric, .old, of: service), scene.board.latest(metric, .new, of: service)
                )
                let ratio = old.minute == new.minute ? Ratio.of(new.usable, to: old.usable) : nil
                let isMeant = Columns.column(metric).worse.isMeant(by: scene.verdict(of: service))
                let text = ratio.map { NumberWords.decimal($0, 2) } ?? "–"
                frame.put(
                    Fit.right(text, place.width), x: place.x, y: y,
                    role: isMeant ? .worse : ratio == nil ? .dim : .text)
            case .trend(let metric):
                let end = scene.board.settledTo.advanced(by: 1)
                let minutes = end.advanced(by: -place.width)..<end
                let ratios = minutes.map { minute in
                    Ratio.of(service.new.series[metric]?[minute].usable, to: service.old.series[metric]?[minute].usable)
                }
                let blocks = scene.state.isUTF8 ? Blocks.unicode : Blocks.ascii
                frame.put(Ratio.sparkline(ratios, blocks), x: place.x, y: y, limit: place.width)
            default: continue
            }
        }
    }

    private func put(_ figure: FormattedNumber, _ column: Column.ID, into frame: inout Frame, y: Int) {
        guard let place = columns.places[column] else { return }
        frame.put(Fit.right(Self.text(figure, place.width), place.width), x: place.x, y: y, role: figure.role)
    }

    private func put(
        _ measured: Measured, _ column: Column, _ side: Side, isMarked: Bool, into frame: inout Frame, y: Int
    ) {
        guard let place = columns.places[column.id] else { return }
        let figure = scene.figure(measured, column.style)
        let isMarked = isMarked && measured.usable != nil
        let x = place.x + (side == .old ? 0 : Self.number + 1)
        let end = frame.put(
            Fit.right(Self.text(figure, Self.number), Self.number), x: x, y: y, role: isMarked ? .worse : figure.role)
        if isMarked { frame.put("▲", x: end, y: y, role: .worse) }
    }

    /// Without its age where that has no room: the verdict's cell says it for the row.
    private static func text(_ figure: FormattedNumber, _ columns: Int) -> String {
        Width.of(figure.text) <= columns ? figure.text : figure.brief ?? figure.text
    }

    private func drawTasks(_ service: Service, _ side: Side, into frame: inout Frame, y: Int) {
        guard let place = columns.places[.tasks] else { return }
        let count = TaskCount(service, side, scene)
        let width = (place.width - 1) / 2
        let x = place.x + (side == .old ? 0 : width + 1)
        // `12/12` becomes `12` where it has no room; its role still tells whether some are missing.
        let text = Width.of(count.text) <= width ? count.text : String(count.text.prefix { $0 != "/" })
        frame.put(Fit.right(text, width), x: x, y: y, role: count.role)
    }

    private func draw(_ verdict: Verdict, of service: Service, into frame: inout Frame, y: Int) {
        guard let place = columns.places[.verdict] else { return }
        let cell = VerdictCell(verdict, age: scene.blindAge(of: service))
        let text = Width.of(cell.text) <= place.width ? cell.text : cell.sign.text
        frame.put(text, x: place.x, y: y, role: cell.sign.role, limit: place.width)
    }
}
