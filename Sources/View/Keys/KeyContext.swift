/// The pane or prompt where a key is pressed. A key may do something else in each.
package enum KeyContext: String, Sendable, CaseIterable {
    case overview, service
    /// One tab of the service's page on the whole screen.
    case full = "whole tab"
    case help, filter, command, reason, resume, advance
    case rollBack = "roll back"
}
