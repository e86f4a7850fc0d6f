import Model

/// Accepts a key only if it was typed at the frame that is on the screen now.
///
/// A question may appear or disappear while somebody types. Keys typed before the question was on the screen do not
/// answer it. Keys typed before the next frame showed that the answer was taken do not act on the pane below.
package struct InputGate: Sendable {
    package typealias Instant = ContinuousClock.Instant

    /// How long no key must be pressed before a question takes a key that answers it, or a reason takes its first
    /// letter.
    package static let pause = Duration.milliseconds(500)
    /// How long a service must be shown as selected before a key orders something for it. Only for a selection that
    /// moved by itself, not by a key.
    package static let sight = Duration.milliseconds(700)

    /// The question that a frame asks, without the text typed so far.
    private enum Question: Equatable {
        case nothing
        case reason(String)
        case resume(String, Int64)
        case confirm(Confirm.Kind, String)

        init(_ prompt: ScreenState.Prompt?) {
            switch prompt {
            // They ask nothing that changes something for others.
            case nil, .filter, .command: self = .nothing
            case .reason(let service, _): self = .reason(service)
            case .resume(let service, let order): self = .resume(service, order)
            case .confirm(let confirm): self = .confirm(confirm.kind, confirm.name)
            }
        }
    }

    /// The question of the frame on the screen; `nil` before the first frame.
    private var drawn: Question?
    /// The selected service in the frame on the screen.
    private var selected: String?
    /// The service that was selected after the last key.
    private var selectedByHand: String?
    /// When the selection last moved by itself.
    private var movedAt: Instant?
    /// Whether the first answer to the question came after a long enough pause, so that the question could be read.
    private var isRead = false
    private var lastInput: Instant?

    package init() {}

    /// Whether the state asks another question than the frame on the screen. If so, input that waits when the next
    /// frame is drawn was typed at the frame before.
    package func isAhead(_ state: ScreenState) -> Bool { Question(state.prompt) != drawn }

    /// Records that a frame of this state is on the screen and that no earlier input waits.
    package mutating func drew(_ state: ScreenState, at now: Instant) {
        if isAhead(state) {
            drawn = Question(state.prompt)
            isRead = false
        }
        let name = state.selected?.name
        if name != selected, selected != nil, name != selectedByHand { movedAt = now }
        selected = name
        selectedByHand = nil
    }

    /// Records the selected service after a key that was taken.
    package mutating func took(_ state: ScreenState) { selectedByHand = state.selected?.name }

    /// Says why a key is not taken, in words for the operator; `nil` when it is taken.
    package mutating func refusal(of key: Key, _ state: ScreenState, at now: Instant) -> String? {
        let quiet = lastInput.map { $0.duration(to: now) }
        lastInput = now
        // Keys to quit, redraw and suspend are always taken.
        if Self.always.contains(key) { return nil }
        if isAhead(state) { return "not taken, typed too early: \(key.name)" }
        switch drawn {
        case .reason, .resume:
            if isRead || key == .escape { return nil }
            if let quiet, quiet < Self.pause {
                return "not taken, typed too soon: \(key.name); wait a moment, then type"
            }
            isRead = true
        case .nothing:
            if let movedAt, movedAt.duration(to: now) < Self.sight, Self.orders(key, state) {
                let name = Sanitizer.text(state.selected?.name ?? "")
                return "not taken: \(name) was selected by itself just now; press \(key.name) again"
            }
        case .confirm, nil: break
        }
        return nil
    }

    private static let always: Set<Key> = [.ctrl("c"), .ctrl("l"), .ctrl("z")]

    /// Whether a key orders something for the selected service, or asks a question that leads to an order.
    private static func orders(_ key: Key, _ state: ScreenState) -> Bool {
        guard let binding = KeyTable.binding(of: key, in: state) else { return false }
        return binding.changes && binding.aim(state) != nil
    }
}
