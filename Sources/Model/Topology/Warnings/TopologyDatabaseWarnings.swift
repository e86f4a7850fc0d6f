// The trap behind both sides: while they run in parallel, both hold connections to one database.
extension Topology {
    /// From this percentage of the limit on, the present sum is a warning: a deployment or a scale-out may exceed the
    /// limit.
    private static let noticed = 80.0

    var databaseWarnings: [TopologyWarning] {
        guard let database else { return [] }
        func sum(_ count: (TopologyFleet) -> Int) -> Int {
            fleets.reduce(0) { sum, fleet in
                sum + count(fleet) * (fleet.kind == .ecsService ? database.perTask : database.perInstance)
            }
        }
        let present = sum(\.running)
        let most = sum { max($0.maximum ?? 0, $0.desired, $0.running) }
        let percent = Double(present) * 100 / Double(database.connections)
        guard percent >= Self.noticed || most > database.connections else { return [] }
        let share = NumberWords.percent(percent)
        return [
            TopologyWarning(
                .database,
                "Both fleets together may hold \(present) connections to the database now (\(share) % of "
                    + "\(database.connections)) and \(most) when grown to their most: beyond the limit every further one "
                    + "is refused, on both sides.",
                remedy: "Lower the pools or the greatest sizes of the fleets, or raise the limit, before both grow.")
        ]
    }
}
