/// The best that was ever seen of a service's old fleet, kept longer than any board's window reaches back.
package struct FleetRecord: Sendable, Equatable, Codable {
    /// A settled minute, and the requests that each healthy target carried in it with its limits kept.
    package struct Peak: Sendable, Equatable, Codable {
        package var requests: Double
        package var minute: Minute

        package init(requests: Double, minute: Minute) {
            self.requests = requests
            self.minute = minute
        }
    }

    package var peak: Peak?
    /// Seconds from an instance's launch to its first healthy answer: the median of those that were seen to come.
    package var launch: Double?

    package init(peak: Peak? = nil, launch: Double? = nil) {
        self.peak = peak
        self.launch = launch
    }

    /// The better of two peaks, and the newer launch time.
    package func joined(_ newer: FleetRecord) -> FleetRecord {
        let best = [peak, newer.peak].compactMap(\.self).max { $0.requests < $1.requests }
        return FleetRecord(peak: best, launch: newer.launch ?? launch)
    }

    /// What `board` shows of it.
    package init(of service: Service, _ board: Board) {
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
