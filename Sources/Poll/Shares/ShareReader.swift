import AWS
import Model

/// Reads the split of a service out of the record sets of its name.
struct ShareReader {
    let name: String
    /// Types to read; empty for whichever of A, AAAA and CNAME are there.
    let types: [String]
    let old: String
    let new: String

    func reading(of records: [RecordSet]) -> ShareReading {
        let wanted = types.isEmpty ? ["A", "AAAA", "CNAME"] : types.map { $0.uppercased() }
        let ours = records.filter { $0.name == RecordName(name) }
        var reading = ShareReading(weights: [])
        for type in wanted {
            read(ours.filter { $0.type == type }, of: type, into: &reading)
        }
        let others = ours.filter { wanted.contains($0.type) && $0.weight != nil }.compactMap(\.setIdentifier)
        if reading.weights.isEmpty, !others.isEmpty {
            reading.remarks.append(
                "\(name) has no weighted record with the identifier “\(old)” or “\(new)”"
                    + PresentNames.words(others.withoutRepeats()))
        } else if reading.weights.isEmpty, reading.remarks.isEmpty {
            reading.remarks.append("\(name) has no weighted record of type \(wanted.joined(separator: ", "))")
        }
        if reading.isUneven {
            let each = reading.weights.map { "\($0.type) \($0.percent.map(NumberWords.percent) ?? "?") %" }
            reading.remarks.append("the types differ: on new \(each.joined(separator: ", "))")
        }
        return reading
    }

    private func read(_ records: [RecordSet], of type: String, into reading: inout ShareReading) {
        guard !records.isEmpty || !types.isEmpty else { return }
        let oldRecord = records.first { $0.setIdentifier == old && $0.weight != nil }
        let newRecord = records.first { $0.setIdentifier == new && $0.weight != nil }
        let pair = oldRecord?.weight.flatMap { old in newRecord?.weight.map { new in (old, new) } }
        reading.remarks += remarks(on: records, of: type, pair: pair)
        let identifiers = records.filter { $0.weight != nil }.compactMap(\.setIdentifier)
        guard oldRecord != nil || newRecord != nil || !types.isEmpty else { return }
        for (record, identifier) in [(oldRecord, old), (newRecord, new)] where record == nil {
            reading.remarks.append(
                "\(type) has no weighted record with the identifier “\(identifier)”\(PresentNames.words(identifiers))")
        }
        let ttls = [oldRecord, newRecord].compactMap(\.self).map { $0.ttl ?? DefaultTTL.seconds }
        if let least = ttls.min(), let most = ttls.max(), least != most {
            reading.remarks.append("\(type) records differ in TTL (\(least) and \(most) s), which bends the split")
        }
        let weight = WeightReading(
            type: type, old: oldRecord?.weight, new: newRecord?.weight, ttl: ttls.max() ?? DefaultTTL.seconds)
        let evaluated = [(oldRecord, Side.old), (newRecord, .new)].compactMap { record, side in
            record?.aliasTarget?.evaluateTargetHealth == true ? EvaluatedRecord(type: type, side: side) : nil
        }
        if !evaluated.isEmpty { reading.evaluated = (reading.evaluated ?? []) + evaluated }
        if weight.old == 0, weight.new == 0 {
            reading.remarks.append("both \(type) weights are 0, which Route 53 answers with either at equal chances")
        }
        reading.weights.append(weight)
    }

    /// - Parameter pair: The weights of old and new; `nil` when one is missing.
    private func remarks(on records: [RecordSet], of type: String, pair: (old: Int, new: Int)?) -> [String] {
        let all = records.compactMap(\.weight).reduce(0, +)
        return records.compactMap { record in
            guard let identifier = record.setIdentifier else {
                return "\(type) is a simple record: its traffic follows no weight"
            }
            guard let weight = record.weight else {
                let lead = record.target.map { "; it leads to \(RecordName($0))" } ?? ""
                return "\(type) “\(identifier)” \(record.policy.notByWeight)\(lead)"
            }
            guard identifier != old, identifier != new, weight > 0 else { return nil }
            let words = "\(type) has a third weighted record “\(identifier)” with weight \(weight)"
            guard let pair, pair.old + pair.new > 0 else { return words }
            let new = Double(pair.new) * 100
            let (ofAll, ofPair) = (new / Double(all), new / Double(pair.old + pair.new))
            return words + ": new gets \(NumberWords.share(ofAll)) % of all answers, and "
                + "\(NumberWords.share(ofPair)) % of those to old and new"
        }
    }
}
