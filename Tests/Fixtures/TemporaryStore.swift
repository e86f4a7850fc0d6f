import Foundation
package import Store

/// A store of a test's own, in a folder of its own.
package enum TemporaryStore {
    /// Where a store may be made; the folder is made with it. What the tests leave behind goes with `TMPDIR` (Tests/run).
    package static func path() -> String {
        FileManager.default.temporaryDirectory.appendingPathComponent("abreast-test-\(UUID().uuidString)")
            .appendingPathComponent("store.sqlite").path
    }

    /// Throws ``StoreError`` when it cannot be made.
    package static func open(_ migration: String = "reservations") throws(StoreError) -> SQLiteStore {
        try SQLiteStore(path: path(), migration: migration)
    }
}
