import FoundationEssentials
import Model

/// The evidence that the store had kept, in a snapshot: without it a reader would reckon from the snapshot's minutes alone,
/// and say another thing than the screen and `status` did.
enum SnapshotEvidence {
    /// Null where it cannot be written, which no record should bring about.
    static func value(of record: EvidenceRecord) -> JSONValue {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: infinity, negativeInfinity: "-" + infinity, nan: nan)
        guard let data = try? encoder.encode(record),
            let value = try? JSONValue(reading: String(decoding: data, as: UTF8.self))
        else { return .null }
        return .fields(["form": .optional(EvidenceRecord.format), "record": value])
    }

    /// JSON has no numbers for these.
    private static let (infinity, nan) = ("inf", "nan")

    /// `nil` for what another build has written in its own form: the minutes tell what they can.
    static func record(_ value: JSONValue) -> EvidenceRecord? {
        guard let form = value["form"]?.number, EvidenceRecord.readable.contains(where: { Double($0) == form }),
            let record = value["record"]
        else { return nil }
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: infinity, negativeInfinity: "-" + infinity, nan: nan)
        let read = try? decoder.decode(EvidenceRecord.self, from: Data(record.written.utf8))
        return read.flatMap { $0.hasValidShape ? $0 : nil }
    }
}
