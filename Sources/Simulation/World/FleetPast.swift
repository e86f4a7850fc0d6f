import Model
import Poll

// What the simulated CloudWatch has kept of two weeks before the world began.
extension ServiceState {
    /// The old fleet alone served the daily curve, and was as large as its scaling made it; `nil` without traffic.
    ///
    /// Noise and faults are left out, as a median of five minutes hides most of the one, and the others begin later.
    func history(at now: Moment) -> FleetHistory? {
        guard let curve else { return nil }
        let period = FleetHistory.period
        let end = now.minute.advanced(by: -Int(now.minute.index) % period)
        let periods = (1...FleetHistory.maximumPeriods).map { back in
            let minute = end.advanced(by: -back * period)
            let perMinute = curve.mean(at: minute.start) * 60
            let size = model.old.size(for: perMinute)
            let use = perMinute / (Double(size) * model.old.capacity)
            return FleetHistory.Period(
                minute: minute, requests: perMinute * Double(period), healthy: Double(size),
                isWithinLimits: isWithinLimits(atUse: use))
        }
        return FleetHistory(readAt: now, periods)
    }

    /// The errors and the p99 of old at a part of its capacity.
    private func isWithinLimits(atUse use: Double) -> Bool {
        guard let traffic = model.traffic else { return false }
        let failed = min(100, traffic.serverErrors + Self.overflow(atUse: use) * 100)
        let isFast = model.limits.p99.map { traffic.p99 * Self.slowing(atUse: use) <= $0 } ?? true
        return failed <= model.limits.errorPercent && isFast
    }
}

extension FleetModel {
    /// How many members serve so many requests a minute for long; all of them where nothing scales the fleet.
    fileprivate func size(for perMinute: Double) -> Int {
        guard let targetCPU else { return max(1, members) }
        let needed = Int((perMinute / (capacity * targetCPU / 100)).rounded(.up))
        return max(1, min(max(needed, minimum), maximum))
    }
}
