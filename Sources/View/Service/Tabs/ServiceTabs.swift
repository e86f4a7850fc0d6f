import Model

/// The tabs of one service: their titles with what each has to tell, and their rows.
struct ServiceTabs {
    typealias Tab = PageState.Tab

    let service: Service
    let scene: Scene

    // MARK: Rows

    /// - Parameter rows: How many rows are visible. More of them show a larger graph of the evidence.
    func content(_ tab: Tab, rows: Int) -> any TabRows {
        let halves = MirroredColumns(width: scene.state.width)
        switch tab {
        case .timeline: return Timeline(scene, of: service)
        case .fleets: return FleetRows(service, scene)
        case .sources: return SourceRows(scene)
        case .why: return EvidenceRows(service, scene, halves, isTall: rows >= 12)
        case .warnings: return WarningRows(service: service, scene: scene)
        }
    }

    // MARK: Titles

    /// `timeline │ fleets │ sources │ why │ warnings 2`, the chosen one marked. A mark has its own column, so that no
    /// title moves when one appears.
    func titles(columns: Int) -> Line {
        var line = Line()
        // On a telephone the first letters tell enough.
        let isShort = Self.width(of: Tab.allCases.map { $0.title }) > columns
        for tab in Tab.allCases {
            if !line.isEmpty { line.add("│", .rule) }
            let isChosen = scene.state.page.tab == tab
            var title = Line(isChosen ? "▸" : " ", .focus)
            title.add(isShort ? tab.short : tab.title, isChosen ? .focus : .header)
            let mark = mark(tab)
            title.add(mark.text.isEmpty ? " " : mark.text, mark.role)
            line.add(title.clicked(.tab(tab)))
        }
        return line
    }

    private static func width(of titles: [String]) -> Int { titles.reduce(0) { $0 + Width.of($1) + 3 } + 3 }

    /// What a tab has to tell, in its title.
    private func mark(_ tab: Tab) -> (text: String, role: Role) {
        switch tab {
        case .sources:
            return scene.board.readings.contains(where: scene.board.isTroubled) ? ("?", .blind) : ("", .text)
        case .fleets:
            return FleetRows.isTroubled(service) ? ("◆", .warn) : ("", .text)
        case .warnings:
            let count = WarningRows(service: service, scene: scene).warnings
            return count > 0 ? (" \(count) ", .warn) : ("", .text)
        case .timeline: return scene.state.page.kinds == .all ? ("", .text) : ("*", .focus)
        case .why: return ("", .text)
        }
    }
}

extension PageState.Tab {
    /// Its name on the screen.
    package var title: String {
        switch self {
        case .timeline: "timeline"
        case .fleets: "fleets"
        case .sources: "sources"
        case .why: "why"
        case .warnings: "warnings"
        }
    }

    /// The same on a narrow screen.
    var short: String {
        switch self {
        case .timeline: "time"
        case .sources: "srcs"
        case .warnings: "warn"
        case .fleets, .why: title
        }
    }
}
