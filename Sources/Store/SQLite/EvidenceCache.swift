import Model
import Synchronization

/// The evidence that this process has written or read, each with its row's revision. All connections of the process to
/// one file share it, as reading a record takes a millisecond.
package final class EvidenceCache: Sendable {
    private let records = Mutex<[String: (revision: Int64, record: EvidenceRecord)]>([:])

    package init() {}

    /// `nil` for a revision that is not in the cache.
    func record(of service: String, revision: Int64) -> EvidenceRecord? {
        records.withLock { $0[service].flatMap { $0.revision == revision ? $0.record : nil } }
    }

    /// A reader may see the state before the newest commit. Keep the newer record.
    func put(_ record: EvidenceRecord, of service: String, revision: Int64) {
        records.withLock { records in
            if records[service].map({ $0.revision < revision }) ?? true { records[service] = (revision, record) }
        }
    }

    func clear() { records.withLock { $0 = [:] } }
}
