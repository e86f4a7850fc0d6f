package import AWS
package import Model

/// Reads the weighted records of all services that Route 53 splits: one listing for each zone, as far as a page
/// reaches.
package struct Route53Poller: SourcePoller {
    package let source = Source.route53
    private let sender: any RequestSender
    private let zones: HostedZones
    /// Zone as configured, with the services whose records stand in it.
    private let splits: [(zone: String, readers: [(service: String, reader: ShareReader)])]

    /// - Parameter sender: One that paces Route 53 (``PacedSender``).
    package init(configuration: Configuration, sender: any RequestSender) {
        self.sender = sender
        zones = HostedZones(sender: sender)
        var byZone: [String: [(service: String, reader: ShareReader)]] = [:]
        var order: [String] = []
        for service in configuration.services {
            guard case .route53(let zone, let name, let types, let old, let new) = service.split else { continue }
            if byZone[zone] == nil { order.append(zone) }
            let reader = ShareReader(name: name, types: types, old: old, new: new)
            byZone[zone, default: []].append((service.name, reader))
        }
        splits = order.map { ($0, byZone[$0] ?? []) }
    }

    package func poll(_ context: PollContext, deadline: ContinuousClock.Instant) async -> PollResult {
        var answer = PollResult()
        for (zone, readers) in splits {
            do throws(AWSError) {
                let id = try await zones.id(of: zone, deadline: deadline)
                let names = readers.map(\.reader.name)
                let found = try await sender.route53.recordSetsApart(zone: id, names: names, deadline: deadline)
                let further = FurtherWeights(sender: sender, zone: id)
                for (service, reader) in readers {
                    do throws(AWSError) {
                        try found.refuseOdd(reader.name, zone: id)
                        var reading = reader.reading(of: found.values)
                        try await further.complete(&reading, reader, found.values, deadline: deadline)
                        answer.shares[service] = reading
                        answer.answered = true
                    } catch {
                        // It costs this service its weights, and no other one.
                        answer.add(problem: error.sentence)
                    }
                }
            } catch {
                if error.kind == .notFound { await zones.forget(zone) }
                answer.add(problem: error.sentence)
            }
        }
        return answer
    }
}
