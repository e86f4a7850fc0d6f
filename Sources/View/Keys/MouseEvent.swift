package import Model

/// One event of the mouse that means something to the screen.
package struct MouseEvent: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// The left button went down.
        case press
        /// The wheel, by one notch.
        case wheelUp, wheelDown
    }

    package var kind: Kind
    /// The cell, from 0.
    package var x: Int
    package var y: Int

    package init(_ kind: Kind, x: Int, y: Int) {
        self.kind = kind
        self.x = x
        self.y = y
    }
}

extension ScreenState {
    /// The keys as which an event of the mouse counts on the frame that is shown; empty where it is no key.
    ///
    /// The wheel counts as the arrow keys, but over the rows of a tab.
    package func keys(of mouse: MouseEvent, on shown: ClickAreas) -> [Key] {
        let target = shown.target(x: mouse.x, y: mouse.y)
        switch mouse.kind {
        case .press:
            if case .key(let key)? = target { return [key] }
            return []
        case .wheelUp, .wheelDown:
            guard prompt == nil, target != .tabRows else { return [] }
            // A service is one step, a row of text is less.
            let count = pane == .overview ? 1 : Self.wheelRows
            return Array(repeating: mouse.kind == .wheelUp ? .up : .down, count: count)
        }
    }

    private static let wheelRows = 3

    /// Does what an event of the mouse means on the frame that is shown, where it counts as no key. While a question is
    /// open it does nothing.
    package mutating func take(_ mouse: MouseEvent, on shown: ClickAreas, at now: Moment) {
        guard prompt == nil, let target = shown.target(x: mouse.x, y: mouse.y) else { return }
        switch (target, mouse.kind) {
        case (.service(let name), .press): click(service: name, at: now)
        case (.tab(let tab), .press):
            notice = nil
            page.tab = tab
        case (.tabRows, .wheelUp): scrollTab(by: -Self.wheelRows, at: now)
        case (.tabRows, .wheelDown): scrollTab(by: Self.wheelRows, at: now)
        case (.key, _), (.service, _), (.tab, _), (.tabRows, .press): break
        }
    }

    /// Selects the service of a clicked row, or opens it if it was selected by hand already.
    private mutating func click(service name: String, at now: Moment) {
        guard pane == .overview, self.shown.contains(where: { $0.name == name }) else { return }
        notice = nil
        if chosen == name { open(at: now) } else { chosen = name }
    }
}
