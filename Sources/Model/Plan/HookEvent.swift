/// An event of a hook, by the name in `on:` of a configuration.
package enum HookEvent: String, Sendable, CaseIterable {
    /// The rollout of a service was paused, by a person or by abreast itself.
    case paused
    case resumed
    /// A roll back was ordered, by a person or by the dead man's switch.
    case rolledBack
    /// A step was ordered, by a person or by an automatic rollout.
    case advanced
    /// A rule refused a step.
    case refused
    /// The verdict on a service became this one.
    case worse, blind, pass
    /// The bake of the last step is over.
    case done
    /// Somebody else changed the weights, so the rollout is paused. A hook for `paused` runs too.
    case changedOutside
    /// The time of the dead man's switch ran out. A renewal runs no hook.
    case deadMan

    /// The names of an event; empty when no hook runs on it.
    ///
    /// A hook's own failure has no name, so that no hook ever runs on it.
    package static func names(of event: Event) -> Set<HookEvent> {
        switch event.kind {
        case .paused: event.cause == .changedOutside ? [.paused, .changedOutside] : [.paused]
        case .resumed: [.resumed]
        case .rollBack: [.rolledBack]
        case .advance: [.advanced]
        case .refused: [.refused]
        case .verdict: verdict(event.after)
        case .done: [.done]
        // A renewal has no state before. The switch that ran out was armed before.
        case .deadMan: event.before == nil ? [] : [.deadMan]
        case .annotated, .adopted, .hook, .share, .weights, .headline, .inventory, .version, .ecs, .taskStopped,
            .source, .lease, .snapshot:
            []
        }
    }

    private static func verdict(_ state: String?) -> Set<HookEvent> {
        switch state.flatMap(Verdict.State.init) {
        case .worse: [.worse]
        case .blind: [.blind]
        case .pass: [.pass]
        case .unsure, nil: []
        }
    }
}
