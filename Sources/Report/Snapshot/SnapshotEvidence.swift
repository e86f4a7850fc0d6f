import FoundationEssentials
import Model

/// The stored evidence in a snapshot. Without it, a reader would use the snapshot's minutes alone, and the result would
/// differ from the screen and `status`.
enum SnapshotEvidence {
    /// Null when it cannot be written. No record should cause that.
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

    /// `nil` for the form of another build. Then only the minutes count.
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
