/// What a key does.
package enum Action: Sendable, Hashable {
    case up, down, pageUp, pageDown, first, last
    case open, back, help, toHeadline
    case timeline, eventKinds, eventServices
    case pauseOrResume
    case confirm, refuse
    case advance, confirmAdvance
    case rollBack, confirmRollBack, confirmInSteps
    case renew
    case storeReason, skipReason
    case filter, keepFilter, dropFilter, clearFilter
    case why
    case order
    case command, runCommand, nextChoice, previousChoice
    case window(ScreenState.Window)
    case next, previous
    case graphMode
    case freeze
    case snapshot
    case copy, theme, mouse, redraw, suspend, quit
}
