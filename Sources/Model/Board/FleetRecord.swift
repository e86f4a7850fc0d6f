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

    package init(peak: Peak? = nil, launch: Double? = nil) {
        self.peak = peak
        self.launch = launch
    }

    /// Takes the higher of the two peaks, and the newer launch time.
    package func joined(_ newer: FleetRecord) -> FleetRecord {
        let best = [peak, newer.peak].compactMap(\.self).max { $0.requests < $1.requests }
        return FleetRecord(peak: best, launch: newer.launch ?? launch)
    }

    /// Reads it from the minutes of `board`.
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
