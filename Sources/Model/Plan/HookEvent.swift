/// What a hook can be told of, by the names that a configuration gives in `on:`.
package enum HookEvent: String, Sendable, CaseIterable {
    /// The rollout of a service is held, by a person or by abreast itself.
    case paused
    case resumed
    /// A roll back was ordered, by a person or by the dead man.
    case rolledBack
    /// A step was ordered, by a person or by an automatic rollout.
    case advanced
    /// A rule refused a step.
    case refused
    /// The verdict on a service became that.
    case worse, blind, pass
    /// The last step has been baked.
    case done
    /// Somebody else changed the weights, so the rollout is held; a hook for `paused` is told of it too.
    case changedOutside
    /// The dead man's time ran out. Renewing it tells nobody.
    case deadMan

    /// The names under which an event is told; none for what no hook can be told of.
    ///
    /// A hook's own failure has none, so that no hook is ever told of a hook.
    package static func names(of event: Event) -> Set<HookEvent> {
        switch event.kind {
        case .paused: event.cause == .changedOutside ? [.paused, .changedOutside] : [.paused]
        case .resumed: [.resumed]
        case .rollBack: [.rolledBack]
        case .advance: [.advanced]
        case .refused: [.refused]
        case .verdict: verdict(event.after)
        case .done: [.done]
        // A renewal leads from nowhere; the time that ran out was armed before.
        case .deadMan: event.before == nil ? [] : [.deadMan]
        case .annotated, .adopted, .hook, .share, .weights, .inventory, .version, .ecs, .taskStopped, .source, .lease,
            .snapshot:
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
