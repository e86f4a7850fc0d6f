/// Where a key is pressed; each place has its own meaning for it.
package enum KeyContext: String, Sendable, CaseIterable {
    case overview, service, help, filter, reason, resume, advance
    case rollBack = "roll back"
}
