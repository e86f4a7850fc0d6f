import AWS
import Model

/// Finds the weights where the configured name has none: one name further, behind a failover or latency alias.
///
/// It costs one listing, and only while the configuration names the wrong record.
struct FurtherWeights {
    let sender: any RequestSender
    /// The hosted zone's id.
    let zone: String

    /// Adds to a reading without weights where they stand.
    func complete(
        _ reading: inout ShareReading, _ reader: ShareReader, _ records: [RecordSet],
        deadline: ContinuousClock.Instant
    ) async throws(AWSError) {
        guard reading.weights.isEmpty else { return }
        let own = RecordName(reader.name)
        let targets = records.filter { $0.name == own }.compactMap(\.target).map { RecordName($0) }
        // Names of AWS's own services stand in no zone of this account.
        let names = targets.filter { $0 != own && !Self.isForeign($0) }.map(\.description).withoutRepeats()
        guard !names.isEmpty else { return }
        let further = try await sender.route53.recordSets(zone: zone, names: names, deadline: deadline)
        let places = names.compactMap { name -> String? in
            let weighted = further.filter { $0.name == RecordName(name) && $0.weight != nil }
            guard !weighted.isEmpty else { return nil }
            let each = weighted.map { "\($0.type) “\($0.setIdentifier ?? "")” \($0.weight ?? 0)" }
            return "\(name) (\(each.joined(separator: ", ")))"
        }
        guard !places.isEmpty else { return }
        reading.remarks.append(
            "the weights stand one name further, at \(places.joined(separator: " and ")): write that name in the split")
    }

    private static func isForeign(_ name: RecordName) -> Bool {
        Partition.allCases.contains { name.description.hasSuffix(".\($0.suffix)") }
    }
}
