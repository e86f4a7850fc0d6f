// What proves by itself that new fails, without a settled minute and whatever else cannot be seen: errors of a minute
// that is still counted, no healthy target, no running task, tasks that stop one after another.

extension Board {
    /// `worse`, where one of these is seen; `nil` otherwise.
    func plainVerdict(of service: Service) -> Verdict? {
        var verdict = lostTargets(of: service) ?? lostTasks(of: service) ?? failing(service)
        verdict?.proof = 1
        return verdict
    }

    /// Whether requests go to new, by the weights or as counted.
    private func isExposed(_ service: Service) -> Bool {
        (appliedShare(of: service).value ?? 0) > 0 || (latest(.requests, .new, of: service).usable ?? 0) > 0
    }

    /// No target of new is healthy.
    private func lostTargets(of service: Service) -> Verdict? {
        guard count(\.healthy, .new, of: service).presence == .zero, let counts = service.new.inventory?.counts,
            isExposed(service)
        else { return nil }
        let places = counts.targetGroups.map { " in \($0.joined(separator: " and "))" } ?? ""
        return Verdict(
            .worse, .targets,
            reason: "new has no healthy target of \(counts.unhealthy ?? 0)\(places), and traffic goes there")
    }

    /// No task of new runs, or its tasks stop one after another: as many as half of those that are wanted within five
    /// minutes, three at least, the last less than two minutes ago.
    private func lostTasks(of service: Service) -> Verdict? {
        guard count(\.running, .new, of: service).usable != nil, let counts = service.new.inventory?.counts,
            let running = counts.running, isExposed(service)
        else { return nil }
        let wanted = counts.desired ?? running
        if running == 0 {
            return Verdict(
                .worse, .tasks, reason: "new has no running task of \(wanted), and traffic goes there")
        }
        let stops = stops(of: service, since: takenAt - Self.stopsWithin)
        guard stops.count >= Self.fewestStops, 2 * stops.count >= wanted,
            let first = stops.map(\.at).min(), let last = stops.map(\.at).max(),
            takenAt.seconds(since: last) < Self.lastStopWithin
        else { return nil }
        let minutes = NumberWords.duration(takenAt.seconds(since: first))
        return Verdict(
            .worse, .tasks,
            reason:
                "tasks of new stop one after another: \(stops.count) within \(minutes), \(running) of \(wanted) running",
            since: first)
    }

    private static let stopsWithin = 300.0
    private static let lastStopWithin = 120.0
    private static let fewestStops = 3

    /// A third of new's requests fail, and old's do not.
    private func failing(_ service: Service) -> Verdict? {
        guard let found = plainFailure(of: service) else { return nil }
        let told = found.told
        func grouped(_ number: Double) -> String { NumberWords.grouped(NumberWords.whole(number)) }
        let old = "old \(grouped(told.errors.old)) of \(grouped(told.requests.old))"
        let requests = max(told.requests.new, told.errors.new)
        let reason =
            found.isSettled
            ? "new fails \(grouped(told.errors.new)) of \(grouped(requests)) requests in one minute; \(old)"
            : "new fails \(grouped(told.errors.new)) of at most \(grouped(found.most)) requests so far in the newest minute; "
                + old
        return Verdict(.worse, .errors(.new), reason: reason, since: found.first.start)
    }
}
