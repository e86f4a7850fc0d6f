// What a board shows at `takenAt`: the newest numbers, each with its minute and its presence.

extension Board {
    /// The newest settled minute of a series. If that minute is not known: the last known minute, as long as it is
    /// within the source's bound; past the bound the same number as `stale`; `missing` when nothing was ever read.
    package func latest(_ metric: Metric, _ side: Side, of service: Service) -> Measured {
        latest(in: service[side].series[metric])
    }

    /// The same for any series.
    package func latest(in series: Series?) -> Measured {
        guard let series else { return .never }
        var minute = min(settledTo, series.end.advanced(by: -1))
        while minute >= series.start {
            var measured = series[minute]
            if measured.presence != .missing {
                if (measured.age(at: takenAt) ?? 0) > Source.cloudWatch.bound { measured.presence = .stale }
                return measured
            }
            minute = minute.advanced(by: -1)
        }
        return Measured(value: nil, minute: nil, readAt: series.readAt, presence: .missing)
    }

    /// The newest settled minute with known requests of any service. All that a screen shows is of this minute or an
    /// earlier one. The newest settled minute where no service takes traffic; `nil` when no minute of the window is
    /// known.
    package var newestMinuteWithRequests: Minute? {
        var newest: Minute?
        var hasTraffic = false
        for index in services.indices where services[index].takesTraffic {
            hasTraffic = true
            for series in [services[index].old.series[.requests], services[index].new.series[.requests]] {
                newest = [newest, latest(in: series).minute].compactMap(\.self).max()
            }
        }
        return hasTraffic ? newest : settledTo
    }

    /// Percent of a side's requests in one minute that ended in a 5xx, from a target or from the side's own load
    /// balancer.
    ///
    /// `100 × (target 5xx + balancer 5xx) ÷ requests`, at most 100. If one load balancer serves both sides, its own 5xx
    /// have no side and do not count.
    package func errorPercent(_ side: Side, of service: Service, in minute: Minute) -> Measured {
        let board = service[side]
        guard let requests = board.series[.requests]?[minute], requests.presence != .missing else {
            return Measured(value: nil, minute: minute, readAt: board.series[.requests]?.readAt, presence: .missing)
        }
        guard let errors = errors(side, of: service, in: minute) else {
            return Measured(value: nil, minute: minute, readAt: requests.readAt, presence: .missing)
        }
        let count = requests.usable ?? 0
        if count == 0 {
            return errors == 0
                ? Measured(value: nil, minute: minute, readAt: requests.readAt, presence: .none)
                : Measured(value: 100, minute: minute, readAt: requests.readAt, presence: .ok)
        }
        let percent = min(100, errors * 100 / count)
        return Measured(value: percent, minute: minute, readAt: requests.readAt, presence: errors == 0 ? .zero : .ok)
    }

    /// The number of 5xx of a side in one minute; `nil` when it is not known.
    package func errors(_ side: Side, of service: Service, in minute: Minute) -> Double? {
        let board = service[side]
        guard let ofTargets = board.series[.target5xx]?[minute], ofTargets.presence != .missing else { return nil }
        if service.configuration.sharesLoadBalancer { return ofTargets.usable ?? 0 }
        guard let ofBalancer = board.series[.balancer5xx]?[minute], ofBalancer.presence != .missing else { return nil }
        return (ofTargets.usable ?? 0) + (ofBalancer.usable ?? 0)
    }

    /// The newest error percentage, with the same rules as ``latest(_:_:of:)``.
    package func errorPercent(_ side: Side, of service: Service) -> Measured {
        let requests = latest(.requests, side, of: service)
        guard let minute = requests.minute else { return .never }
        var percent = errorPercent(side, of: service, in: minute)
        if requests.presence == .stale, percent.presence != .missing { percent.presence = .stale }
        return percent
    }

    /// Percent of a service's requests that the new side served. Both sides are counted in the same minute.
    package func observedShare(of service: Service) -> Measured {
        let old = latest(.requests, .old, of: service)
        let new = latest(.requests, .new, of: service)
        guard let oldMinute = old.minute, let newMinute = new.minute else { return .never }
        let minute = min(oldMinute, newMinute)
        return observedShare(of: service, in: minute, isStale: old.presence == .stale || new.presence == .stale)
    }

    private func observedShare(of service: Service, in minute: Minute, isStale: Bool) -> Measured {
        guard let old = service.old.series[.requests]?[minute], let new = service.new.series[.requests]?[minute],
            old.presence != .missing, new.presence != .missing
        else { return Measured(value: nil, minute: minute, readAt: nil, presence: .missing) }
        let total = (old.usable ?? 0) + (new.usable ?? 0)
        let readAt = [old.readAt, new.readAt].compactMap(\.self).min()
        guard total > 0 else { return Measured(value: nil, minute: minute, readAt: readAt, presence: .none) }
        let share = (new.usable ?? 0) * 100 / total
        return Measured(
            value: share, minute: minute, readAt: readAt, presence: isStale ? .stale : share == 0 ? .zero : .ok)
    }

    /// Percent on the new side by the weights in the last reading.
    package func appliedShare(of service: Service) -> Measured {
        guard let share = service.share else {
            return service.configuration.split == nil
                ? Measured(value: nil, minute: nil, readAt: nil, presence: .none) : .never
        }
        return measured(share.value.percent, readAt: share.readAt, source: service.splitSource ?? .route53)
    }

    /// One count of a side (`\.running`, `\.healthy` …); stale past the bound of its source.
    package func count(_ path: KeyPath<Counts, Int?>, _ side: Side, of service: Service) -> Measured {
        guard let source = service.source(of: path, side) else {
            return Measured(value: nil, minute: nil, readAt: nil, presence: .none)
        }
        guard let inventory = service[side].inventory, let readAt = service[side].confirmed[source] else {
            return .never
        }
        return measured(inventory.counts[keyPath: path].map(Double.init), readAt: readAt, source: source)
    }

    /// A number that was read at a moment and has no minute of its own.
    package func measured(_ value: Double?, readAt: Moment, source: Source) -> Measured {
        let presence: Presence =
            value == nil ? .missing : takenAt.seconds(since: readAt) > source.bound ? .stale : value == 0 ? .zero : .ok
        return Measured(value: value, minute: readAt.minute, readAt: readAt, presence: presence)
    }
}

extension Service {
    /// The source of this service's applied weights.
    package var splitSource: Source? {
        switch configuration.split {
        case .route53: .route53
        case .alb: .listeners
        case nil: nil
        }
    }

    /// The configuration of a side.
    package func configuration(_ side: Side) -> SideConfiguration {
        side == .old ? configuration.old : configuration.new
    }

    /// The source of a side's count; `nil` when the side has no such resource.
    package func source(of path: KeyPath<Counts, Int?>, _ side: Side) -> Source? {
        let side = configuration(side)
        switch path {
        case \.healthy, \.unhealthy, \.draining: return side.targetGroups.isEmpty ? nil : .targetHealth
        default: return side.ecs != nil ? .ecs : side.autoScalingGroup != nil ? .autoScaling : nil
        }
    }
}
