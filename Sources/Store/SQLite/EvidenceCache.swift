import Model
import Synchronization

/// The evidence that this process has kept or read, each as of its row's revision; for one file, and for all of this
/// process's connections to it: a record takes a millisecond to read.
package final class EvidenceCache: Sendable {
    private let records = Mutex<[String: (revision: Int64, record: EvidenceRecord)]>([:])

    package init() {}

    /// `nil` for any other revision than the one that lies here.
    func record(of service: String, revision: Int64) -> EvidenceRecord? {
        records.withLock { $0[service].flatMap { $0.revision == revision ? $0.record : nil } }
    }

    /// A reader may look at what stood before the newest commit: the newer one stays.
    func put(_ record: EvidenceRecord, of service: String, revision: Int64) {
        records.withLock { records in
            if records[service].map({ $0.revision < revision }) ?? true { records[service] = (revision, record) }
        }
    }

    func clear() { records.withLock { $0 = [:] } }
}
