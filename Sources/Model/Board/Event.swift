/// One line of the timeline: who or what, when, before → after, with its evidence. Append-only.
package struct Event: Sendable, Equatable, Codable {
    package enum Kind: String, Sendable, Codable, CaseIterable {
        case paused, resumed, annotated
        /// An operator ordered all traffic back to the old side.
        case rollBack
        /// An operator, or an automatic rollout, ordered the next step.
        case advance
        /// A step was refused by a rule.
        case refused
        /// A change from outside was taken over as what stands.
        case adopted
        /// The last step has been baked.
        case done
        /// Somebody renewed the dead man's time, or it ran out.
        case deadMan
        /// A command that was to be told of an event failed.
        case hook
        /// An applied weight differs from the one read before.
        case share
        /// What abreast itself did to the weights: a step claimed, sent, refused, read back.
        case weights
        /// The verdict on a service changed.
        case verdict
        /// An instance, task or target came, went or changed its health.
        case inventory
        /// The version that runs on a side changed.
        case version
        /// A message of the ECS service, and a task that stopped.
        case ecs, taskStopped
        /// A source began or ceased to answer.
        case source
        /// Another process took over polling.
        case lease
        case snapshot
    }

    /// What brought an event about, where its kind leaves that open.
    package enum Cause: String, Sendable, Codable, CaseIterable {
        /// Somebody else changed the weights.
        case changedOutside
        /// A roll back waits until the old side can take more traffic.
        case oldIsFull
        /// Somebody, or scaling, wanted the task to stop.
        case wanted
    }

    /// Given by the store, rising; 0 before it is stored.
    package var id: Int64
    package var at: Moment
    /// `nil` for what concerns the whole migration.
    package var service: String?
    package var side: Side?
    package var kind: Kind
    /// `user@host`, `ecs`, `auto scaling`, `route 53` … or `abreast`.
    package var actor: String
    package var before: String?
    package var after: String?
    package var reason: String
    /// Where it can be looked up: a metric, a call, an ARN's tail. Also what makes an imported event the same one again.
    package var evidence: String
    /// The order behind it; `nil` for what nobody ordered. An annotation has the order that it is about.
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
