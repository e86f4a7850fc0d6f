/// One line of the timeline: who or what, when, before → after, and the evidence. Events are only ever appended.
package struct Event: Sendable, Equatable, Codable {
    package enum Kind: String, Sendable, Codable, CaseIterable {
        case paused, resumed, annotated
        /// An operator ordered all traffic back to the old side.
        case rollBack
        /// An operator, or an automatic rollout, ordered the next step.
        case advance
        /// A step was refused by a rule.
        case refused
        /// A change from outside was accepted as the present state.
        case adopted
        /// The bake of the last step is over.
        case done
        /// Somebody renewed the dead man's switch, or its time ran out.
        case deadMan
        /// A hook failed.
        case hook
        /// The applied weights differ from those that were read before.
        case share
        /// abreast's own work on the weights: a step was claimed, sent, refused or read back.
        case weights
        /// The verdict on a service changed.
        case verdict
        /// The headline's level, act or service changed. `before` and `after` are ``Headline/Mark`` as words.
        case headline
        /// An instance, task or target appeared, left or changed its health.
        case inventory
        /// The version that runs on a side changed.
        case version
        /// A message from the ECS service, and a task that stopped.
        case ecs, taskStopped
        /// A source began or stopped to answer.
        case source
        /// Another process took over polling.
        case lease
        case snapshot
    }

    /// What caused an event, where the kind alone does not say it.
    package enum Cause: String, Sendable, Codable, CaseIterable {
        /// Somebody else changed the weights.
        case changedOutside
        /// A roll back waits because the old side cannot take more traffic yet.
        case oldIsFull
        /// A person or scaling stopped the task on purpose.
        case wanted
    }

    /// How many tasks of one side that were found stopped at once have a line each. One more line sums up the others.
    package static let mostStopsAtOnce = 20

    /// The store assigns it, in rising order; 0 before the event is stored.
    package var id: Int64
    package var at: Moment
    /// `nil` for an event of the whole migration.
    package var service: String?
    package var side: Side?
    package var kind: Kind
    /// `user@host`, `ecs`, `auto scaling`, `route 53` … or `abreast`.
    package var actor: String
    package var before: String?
    package var after: String?
    package var reason: String
    /// Where to find it: a metric, a call, the end of an ARN. An event that is imported twice is recognized by it.
    package var evidence: String
    /// The order that caused it; `nil` without one. An annotation has the order that it comments on.
    package var order: Int64?
    package var cause: Cause?

    package init(
        id: Int64 = 0, at: Moment, service: String? = nil, side: Side? = nil, kind: Kind, actor: String,
        before: String? = nil, after: String? = nil, reason: String = "", evidence: String = "",
        order: Int64? = nil, cause: Cause? = nil
    ) {
        self.id = id
        self.at = at
        self.service = service
        self.side = side
        self.kind = kind
        self.actor = actor
        self.before = before
        self.after = after
        self.reason = reason
        self.evidence = evidence
        self.order = order
        self.cause = cause
    }
}
