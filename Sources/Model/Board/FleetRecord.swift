/// The most that a service's old fleet was ever seen to carry. It is kept longer than a board's window.
package struct FleetRecord: Sendable, Equatable, Codable {
    /// A settled minute within the service's limits, and the requests that each healthy target carried in it.
    package struct Peak: Sendable, Equatable, Codable {
        package var requests: Double
        package var minute: Minute

        package init(requests: Double, minute: Minute) {
            self.requests = requests
            self.minute = minute
        }
    }

    package var peak: Peak?
    /// Seconds from an instance's launch to its first healthy response: the median of the observed launches.
    package var launch: Double?
    /// What CloudWatch keeps of two weeks; `nil` while it was not read.
    package var history: FleetHistory?

    package init(peak: Peak? = nil, launch: Double? = nil, history: FleetHistory? = nil) {
        self.peak = peak
        self.launch = launch
        self.history = history
    }

    /// The higher of what was seen minute by minute and what two weeks hold.
    package var best: Peak? { Self.higher(peak, history?.peak) }

    /// Takes the higher of the two peaks, the newer launch time, and the history that was read later.
    package func joined(_ newer: FleetRecord) -> FleetRecord {
        let histories = [history, newer.history].compactMap(\.self)
        return FleetRecord(
            peak: Self.higher(peak, newer.peak), launch: newer.launch ?? launch,
            history: histories.max { $0.readAt < $1.readAt })
    }

    private static func higher(_ one: Peak?, _ other: Peak?) -> Peak? {
        [one, other].compactMap(\.self).max { $0.requests < $1.requests }
    }

    /// Reads it from the minutes of `board`.
    package init(of service: Service, _ board: Board) {
        let found = service.memory.value(\.fleet, in: board) { FleetRecord(found: service, board) }
        self = found ?? FleetRecord(found: service, board)
    }

    private init(found service: Service, _ board: Board) {
        peak = RollbackCapacity.peak(of: service, board)
        let times = (service.old.inventory?.members ?? []).compactMap { member -> Double? in
            guard let launched = member.launchedAt, let healthy = member.healthyAt, healthy > launched else {
                return nil
            }
            return healthy.seconds(since: launched)
        }.sorted()
        launch = times.isEmpty ? nil : times[times.count / 2]
    }
}
