/// What the operator chose on the page of a service: the tab of the panel, and how far each tab is scrolled.
package struct PageState: Sendable, Equatable {
    /// The tabs of the panel below the numbers, in the order of the screen.
    package enum Tab: Int, Sendable, CaseIterable {
        case timeline, fleets, sources, why, warnings
    }

    var tab: Tab = .timeline
    /// The first visible row of each tab.
    var top: [Tab: Int] = [:]
    /// The chosen row of the numbers, which the plot beside them shows; `nil` for the first one.
    var row: MetricRows.Content?

    /// The next tab, or the previous one with −1.
    mutating func turn(by step: Int) {
        let count = Tab.allCases.count
        tab = Tab.allCases[(tab.rawValue + step + count) % count]
    }
}
