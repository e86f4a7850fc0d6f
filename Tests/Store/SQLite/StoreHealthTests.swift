import Foundation
import Model
import Testing

@testable import Store

@Suite struct StoreHealthTests {
    private let place: Place
    private let store: SQLiteStore

    init() throws {
        place = try Place()
        store = try SQLiteStore(path: place.file, migration: Night.migration)
    }

    private func health(of migration: String = Night.migration) throws -> StoreHealth {
        try StoreHealth(path: place.file, migration: migration)
    }

    @Test func `a sound store tells who polls`() throws {
        #expect(try health().lease == nil && health().isEmpty && health().writeFault == nil)
        let token = try store.token("mika@bastion:7")
        try store.append(Night.samples(0, [Night.sample(-1, 12)]), token: token)
        let health = try health()
        #expect(health.path == place.file)
        #expect(health.faults.isEmpty)
        #expect(health.isWritable && !health.isEmpty && health.writeFault == nil)
        #expect(health.lease?.holder == "mika@bastion:7")
        #expect(health.lease?.heartbeat == Night.start)
        #expect(health.bytes >= 4096)
        try store.releaseLease(token: token)
        #expect(try self.health().lease == nil)
    }

    @Test func `what is committed beside the file counts`() throws {
        let before = try health().bytes
        try store.record((0..<500).map { Night.event(Double($0), .verdict) })
        #expect(try health().bytes > before)
    }

    /// Larger than what is checked at each start.
    private func fill() throws {
        let keys = Metric.allCases.map { SeriesKey(service: "api", side: .new, metric: $0) }
        let samples = keys.flatMap { key in (0..<4000).map { Night.sample(-$0, 1.1 * Double($0), of: key) } }
        try store.append(Night.samples(0, samples), token: try store.token())
        try Python.sql("PRAGMA wal_checkpoint(TRUNCATE)", place.file)
        #expect(try health().bytes > 1 << 20)
    }

    @Test func `a wrong count in a large store is found`() throws {
        try fill()
        // The header's number of free pages (sqlite.org/fileformat2.html, 1.3).
        _ = try Python.run("f = open(sys.argv[1], 'r+b'); f.seek(36); f.write(bytes([0, 0, 0, 7]))", place.file)
        _ = try SQLiteStore(path: place.file, migration: Night.migration, mode: .readOnly)
        #expect(try health().faults.count == 1)
        func faults(upTo size: Int64) throws -> [String] {
            try StoreHealth.faults(path: place.file, migration: Night.migration, upTo: size)
        }
        #expect(try faults(upTo: 64 << 20).count == 1)
        #expect(try faults(upTo: 4096).isEmpty, "a larger store is left alone")
    }

    @Test func `a garbled page of a large store is found`() throws {
        try fill()
        _ = try Python.run(
            """
            with open(sys.argv[1], 'r+b') as f:
                f.seek(os.path.getsize(sys.argv[1]) // 8192 * 4096); f.write(b'\\xa5' * 4096)
            """, place.file)
        _ = try SQLiteStore(path: place.file, migration: Night.migration, mode: .readOnly)
        let error = #expect(throws: StoreError.self) { try health() }
        guard case .damaged(place.file, _)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    /// What has been stored stands in the log until a checkpoint, so the file alone is as new.
    @Test func `a copy without its log is empty`() throws {
        _ = try store.post(Night.pause("api"))
        #expect(try !health().isEmpty)
        let copy = place.directory + "/copy.sqlite"
        try FileManager.default.copyItem(atPath: place.file, toPath: copy)
        #expect(try StoreHealth(path: copy, migration: Night.migration).isEmpty)
    }

    @Test func `a file system is found by its device number`() {
        let list = """
            22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
            36 22 0:45 / /mnt/team\\040files rw,relatime shared:9 master:1 - nfs4 filer:/team rw,vers=4.2
            37 22 0:46 / /mnt/win rw - cifs //filer/team rw
            """
        func disk(_ major: UInt64, _ minor: UInt64) -> StoreDisk? {
            StoreDisk(device: major << 8 | minor, in: list)
        }
        #expect(disk(254, 0) == StoreDisk(kind: "ext4") && disk(254, 0)?.isNetwork == false)
        #expect(disk(0, 45) == StoreDisk(kind: "nfs4") && disk(0, 45)?.isNetwork == true)
        #expect(disk(0, 46)?.isNetwork == true)
        #expect(disk(0, 47) == nil)
    }

    @Test func `what hinders opening is thrown as a command would say it`() throws {
        #expect(throws: StoreError.otherMigration(path: place.file, found: Night.migration, wanted: "another")) {
            try health(of: "another")
        }
        let nowhere = place.directory + "/none.sqlite"
        #expect(throws: StoreError.absent(path: nowhere)) {
            try StoreHealth(path: nowhere, migration: Night.migration)
        }
        #expect(!FileManager.default.fileExists(atPath: nowhere))
    }
}
