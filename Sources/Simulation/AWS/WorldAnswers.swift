import Model
import Poll

// What each source returns from the simulated world, in the same form in which the pollers of AWS report the real one.

extension WorldState {
    /// The present response of one source.
    mutating func answer(of source: Source, _ context: PollContext) -> PollResult {
        if isBlind(source, at: context.now) {
            return .failed("\(source.title) does not answer: nothing came within \(source.pace <= 10 ? 8 : 20) s")
        }
        switch source {
        case .cloudWatch: return metrics(context)
        case .route53: return weights(at: context.now)
        case .sqs: return queues()
        case .ecs: return tasks(at: context.now)
        case .autoScaling, .ec2: return fleets(source, sides: [.old], at: context.now)
        case .targetHealth: return fleets(source, sides: Side.allCases, at: context.now)
        case .listeners: return .failed("no service of this world has a weighted forward")
        }
    }

    private func isBlind(_ source: Source, at moment: Moment) -> Bool {
        scenario.faults.contains { fault in
            guard case .blind(let sources) = fault.kind, sources.contains(source) else { return false }
            let from = scenario.start + fault.at
            return moment >= from && fault.lasts.map { moment < from + $0 } ?? true
        }
    }

    private func metrics(_ context: PollContext) -> PollResult {
        let (samples, newest) = cloudWatch.samples(at: context.now, since: context.metricsReadAt)
        return PollResult(samples: samples, newestMinute: newest, answered: true)
    }

    private func queues() -> PollResult {
        var answer = PollResult(answered: true)
        for service in services { answer.queues[service.model.name] = service.queue?.reading }
        return answer
    }

    /// One call for the whole zone, so one refusal for all of its services.
    private mutating func weights(at moment: Moment) -> PollResult {
        if let refusal = quota.refusal(ofListing: Scenario.zone, at: moment) { return .failed(refusal) }
        var answer = PollResult(answered: true)
        for service in services { answer.shares[service.model.name] = service.route53?.reading }
        return answer
    }

    /// ECS returns events along with the present state. An event that was returned once is not returned again.
    private mutating func tasks(at moment: Moment) -> PollResult {
        var answer = fleets(.ecs, sides: [.new], at: moment)
        for service in services {
            answer.events += service.fleets.new.events.filter { event in
                event.at <= moment && ecsToldAt.map { event.at > $0 } ?? true
            }
        }
        ecsToldAt = moment
        return answer
    }

    private func fleets(_ source: Source, sides: [Side], at moment: Moment) -> PollResult {
        var answer = PollResult(answered: true)
        for service in services {
            for side in sides {
                guard let part = service.fleets[side].part(source, at: moment) else { continue }
                answer.parts[ServiceSide(service: service.model.name, side: side)] = part
            }
        }
        return answer
    }
}
