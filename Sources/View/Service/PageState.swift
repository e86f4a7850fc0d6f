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

    /// Which events the timeline shows.
    var kinds: TimelineFilter = .all
    /// Whether the whole timeline is that of all services.
    var isOfAll = false
    /// The id of the chosen line's first event; `nil` for the newest line.
    var event: Int64?
    /// Whether the chosen line is opened.
    var isEventOpen = false
    /// Whether the whole tab was opened from the overview.
    var isFromOverview = false

    /// The next tab, or the previous one with −1.
    mutating func turn(by step: Int) {
        let count = Tab.allCases.count
        isEventOpen = false
        isOfAll = false
        tab = Tab.allCases[(tab.rawValue + step + count) % count]
    }
}
