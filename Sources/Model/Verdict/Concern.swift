/// A reason against going on, although no verdict is one.
package struct Concern: Sendable, Equatable {
    /// What it is about. The raw values are read by programs.
    package enum Kind: String, Sendable, CaseIterable {
        case deployment, weights, traffic, capacity, room, queue, versions
        /// Traffic that went the other way.
        case reversed = "reversed traffic"
    }

    package var kind: Kind
    package var text: String
    /// Whatever AWS says of it; often empty.
    package var detail: String
    package var since: Moment?

    package init(_ kind: Kind, _ text: String, detail: String = "", since: Moment? = nil) {
        self.kind = kind
        self.text = text
        self.detail = detail
        self.since = since
    }

    /// What to do about it. Clients that never ask again do not come by a pause; everything else would get worse by the
    /// next step.
    package var act: Headline.Act { kind == .traffic ? .watch : .pause }
}

extension Board {
    /// The first concern of a service: a deployment that failed or is rolled back; weights at no step of the plan; requests
    /// that do not follow the weights; an old side that could not take everything back during the rollout; room on old, or a
    /// queue, that cannot be seen; several versions on new, where its requests are compared; a queue that is worse than
    /// before.
    package func concern(of service: Service) -> Concern? {
        if let failed = failedDeployment(of: service) { return failed }
        if let hand = handChange(of: service) { return Concern(.weights, hand.words, since: hand.at) }
        if let traffic = traffic(of: service), let concern = concern(about: traffic, of: service) { return concern }
        if let share = service.share?.value.highest, share > 0, share < 100 {
            let capacity = RollbackCapacity(of: service, board: self)
            if capacity.answer == .unsafe { return Concern(.capacity, capacity.sentence) }
        }
        if let unseen = unseenRoom(of: service) { return Concern(.room, unseen) }
        if let unseen = unseenQueue(of: service) { return Concern(.queue, unseen) }
        if service.configuration.split != nil, let inventory = service.new.inventory, inventory.versions.count > 1 {
            return Concern(.versions, inventory.mixedVersionWords)
        }
        return queueTrouble(of: service).map { Concern(.queue, "queue: \($0.words)", since: $0.minute.start) }
    }

    /// Requests that do not follow the weights, or went the other way. When all weight is on new, also those that are still
    /// on their way: old serves them.
    private func concern(about traffic: TrafficVerdict, of service: Service) -> Concern? {
        let isDone = appliedShare(of: service).value == 100
        guard let remark = traffic.remark({ $0.iso8601 }) else { return nil }
        switch traffic.state {
        case .asSet: return nil
        case .lagging where !isDone: return nil
        case .reversed: return Concern(.reversed, remark, since: service.shareChangedAt)
        case .lagging, .notMoving:
            return Concern(
                .traffic, remark + (isDone ? "; do not stop old yet" : ""), since: service.shareChangedAt)
        }
    }

    /// A deployment of ECS that failed, or that its circuit breaker rolls back, with ECS's own words for why.
    private func failedDeployment(of service: Service) -> Concern? {
        for side in [Side.new, .old] {
            guard let counts = service[side].inventory?.counts else { continue }
            let why = counts.deploymentTrouble ?? ""
            if counts.deploymentState == .failed {
                return Concern(.deployment, "the ECS deployment on \(side.rawValue) failed", detail: why)
            }
            if counts.deploymentTrouble != nil {
                return Concern(.deployment, "an ECS deployment on \(side.rawValue) failed", detail: why)
            }
        }
        return nil
    }
}
