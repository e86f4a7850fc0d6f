import Model

// The keys that move on the page of a service.

extension ScreenState {
    /// Chooses the next row of the numbers, or scrolls the tab by more than one row. On the whole screen there is only
    /// the tab.
    mutating func movePage(by rows: Int, at now: Moment) {
        guard let scene = Scene(self, at: now) else { return }
        if pane == .full, page.tab == .timeline {
            let entries = FullPane.timeline(scene)
            let index = min(max(0, entries.chosen + rows), entries.count - 1)
            page.event = entries.entries.indices.contains(index) ? entries.entries[index].first.id : nil
        } else if pane == .service, abs(rows) == 1 {
            guard let service = scene.selected else { return }
            let all = MetricRows.content(service)
            let index = min(max(0, MetricRows.chosen(service, scene) + rows), all.count - 1)
            page.row = all.indices.contains(index) ? all[index] : nil
        } else {
            scrollTab(by: rows, in: scene)
        }
    }

    /// Shows the timeline on the whole screen: of all services from the overview, else of the selected one.
    mutating func showTimeline() {
        page.isFromOverview = pane == .overview
        page.isOfAll = pane == .overview
        page.isEventOpen = false
        page.event = nil
        page.tab = .timeline
        pane = .full
    }

    /// Shows the next kind of events, or those of all services instead of one.
    mutating func narrowTimeline(_ action: Action) {
        if action == .eventKinds { page.kinds = page.kinds.next } else { page.isOfAll.toggle() }
        page.event = nil
        page.isEventOpen = false
        page.top[.timeline] = 0
    }

    /// Begins the page of the selected service: at the top, on the row that the verdict is about.
    mutating func beginPage(at now: Moment) {
        page.top = [:]
        page.row = selected.flatMap { service in
            MetricRows.first(of: service, picture(at: now)?.verdict(of: service))
        }
    }

    /// Scrolls the tab.
    mutating func scrollTab(by rows: Int, at now: Moment) {
        if let scene = Scene(self, at: now) { scrollTab(by: rows, in: scene) }
    }

    private mutating func scrollTab(by rows: Int, in scene: Scene) {
        page.top[page.tab] = min(max(0, (page.top[page.tab] ?? 0) + rows), ServicePane.lastTop(scene))
    }
}
