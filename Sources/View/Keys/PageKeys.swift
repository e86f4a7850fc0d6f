import Model

// The keys that move on the page of a service.

extension ScreenState {
    /// Scrolls the numbers by single rows, and the tab by more. On the whole screen there is only the tab.
    mutating func movePage(by rows: Int, at now: Moment) {
        guard let scene = Scene(self, at: now) else { return }
        if pane == .service, abs(rows) == 1 {
            page.firstNumber = min(max(0, page.firstNumber + rows), ServicePane.lastNumber(scene))
        } else {
            scrollTab(by: rows, in: scene)
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
