package import Model

/// Lets input through only to the frame at which it was typed.
///
/// A question may be drawn, or gone, while somebody types on. What was typed before the question stood on the screen
/// answers nothing, and what was typed before its answer was seen to be taken is no key of the pane below it.
package struct InputGate: Sendable {
    package typealias Instant = ContinuousClock.Instant

    /// How long nothing must be typed before a question that one key answers takes it, and a reason its first letter.
    package static let pause = Duration.milliseconds(500)
    /// How long a service has to be shown as selected before a key orders something for it, where it was not a key that
    /// selected it.
    package static let sight = Duration.milliseconds(700)

    /// What a frame asks, without what has been typed.
    private enum Question: Equatable {
        case nothing
        case reason(String)
        case resume(String, Int64)
        case confirm(Confirm.Kind, String)

        init(_ prompt: ScreenState.Prompt?) {
            switch prompt {
            // A filter is no question: it changes nothing for anybody.
            case nil, .filter: self = .nothing
            case .reason(let service, _): self = .reason(service)
            case .resume(let service, let order): self = .resume(service, order)
            case .confirm(let confirm): self = .confirm(confirm.kind, confirm.name)
            }
        }
    }

    /// `nil` until a frame was drawn.
    private var drawn: Question?
    /// The service that keys act on, as the frame says.
    private var selected: String?
    /// The service that the last key has left selected.
    private var selectedByHand: String?
    /// When the selection last moved by itself.
    private var movedAt: Instant?
    /// Whether the question has been on the screen for long enough to be read.
    private var isRead = false
    private var lastInput: Instant?

    package init() {}

    /// Whether the state asks something else than the screen does. What waits to be read when the next frame has been
    /// drawn was then typed at the frame before it.
    package func isAhead(_ state: ScreenState) -> Bool { Question(state.prompt) != drawn }

    /// Notes that a frame of this state is on the screen, and that no input waits which was typed before.
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

    /// Notes what a key that was taken has left.
    package mutating func took(_ state: ScreenState) { selectedByHand = state.selected?.name }

    /// Why a key is not taken, in words for the operator; `nil` when it is.
    package mutating func refusal(of key: Key, _ state: ScreenState, at now: Instant) -> String? {
        let quiet = lastInput.map { $0.duration(to: now) }
        lastInput = now
        // Whoever wants to leave is always heard.
        if Self.always.contains(key) { return nil }
        if isAhead(state) { return "not taken, typed too early: \(Self.spelled(key))" }
        switch drawn {
        case .reason, .resume:
            if isRead || key == .escape { return nil }
            if let quiet, quiet < Self.pause {
                return "not taken, typed too soon: \(Self.spelled(key)); wait a moment, then type"
            }
            isRead = true
        case .nothing:
            if let movedAt, movedAt.duration(to: now) < Self.sight, Self.orders(key, state) {
                let name = Sanitizer.text(state.selected?.name ?? "")
                return "not taken: \(name) was selected by itself just now; press \(Self.spelled(key)) again"
            }
        case .confirm, nil: break
        }
        return nil
    }

    private static let always: Set<Key> = [.ctrl("c"), .ctrl("l"), .ctrl("z")]

    /// Whether a key orders something for the selected service, or asks to.
    private static func orders(_ key: Key, _ state: ScreenState) -> Bool {
        guard let binding = KeyTable.binding(of: key, in: state) else { return false }
        return binding.changes && binding.aim(state) != nil
    }

    private static func spelled(_ key: Key) -> String {
        switch key {
        case .character(" "): "Space"
        case .character(let character): String(character)
        case .enter: "⏎"
        case .escape: "Esc"
        default: "a key"
        }
    }
}
