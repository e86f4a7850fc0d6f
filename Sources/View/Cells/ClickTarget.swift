/// What a click on a place of the screen means.
package enum ClickTarget: Hashable, Sendable {
    /// The same as this key.
    case key(Key)
    /// A service: the first click selects it, the next one opens it.
    case service(String)
    /// A tab's title: shows that tab.
    case tab(PageState.Tab)
    /// The rows of the tab. The wheel scrolls them; a click does nothing.
    case tabRows
}

/// A part of a frame that can be clicked. Columns and rows count from 0.
package struct ClickArea: Hashable, Sendable {
    package var x: Int
    package var y: Int
    package var width: Int
    package var height: Int
    package var target: ClickTarget

    func contains(x: Int, y: Int) -> Bool {
        (self.x..<self.x + width).contains(x) && (self.y..<self.y + height).contains(y)
    }
}

/// What can be clicked on the frame that is shown. A click means what was shown, whatever has changed since.
package struct ClickAreas: Sendable {
    private var areas: [ClickArea] = []

    package init() {}

    package mutating func add(_ area: ClickArea) { areas.append(area) }

    /// What was drawn last at this place; `nil` where a click does nothing.
    package func target(x: Int, y: Int) -> ClickTarget? { areas.last { $0.contains(x: x, y: y) }?.target }
}
