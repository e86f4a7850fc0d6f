import FoundationEssentials
import Glibc
import Model
import Store

/// The path of a migration's store, and how it is opened.
enum StorePlace {
    /// The configured path, else `$XDG_STATE_HOME/abreast/<migration>.sqlite`, else below `~/.local/state`.
    static func path(of configuration: Configuration) throws -> String {
        if let path = configuration.store { return path }
        guard let folder else {
            throw Failure(
                "neither $XDG_STATE_HOME nor $HOME is set: write `store: /path/FILE.sqlite` into the configuration.")
        }
        return "\(folder)/\(configuration.migration).sqlite"
    }

    /// The user's folder for what is kept between runs; `nil` where the environment names none.
    static var folder: String? {
        let environment = ProcessInfo.processInfo.environment
        func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        return (value("XDG_STATE_HOME") ?? value("HOME").map { $0 + "/.local/state" }).map { $0 + "/abreast" }
    }

    /// Opens the store for a command. The failure has the store's own sentence, also for a store that is another
    /// configuration's.
    ///
    /// - Parameters:
    ///   - services: The names of those that the command is about; `nil` for all.
    ///   - timeout: Seconds to wait for another process's lock.
    static func open(
        _ configuration: Configuration, mode: SQLiteStore.Mode, services: [String]? = nil,
        timeout: Double = 5, shelf: EvidenceCache = EvidenceCache()
    ) throws -> SQLiteStore {
        let store = try openAny(configuration, mode: mode, timeout: timeout, shelf: shelf)
        let own = try storing { () throws(StoreError) in try store.identity() }
        if let conflict = own?.conflict(with: configuration.identity().only(services)) {
            throw Failure(StoreError.otherIdentity(path: store.path, conflict).sentence, status: 2)
        }
        return store
    }

    /// The same, whichever configuration the store is for.
    static func openAny(
        _ configuration: Configuration, mode: SQLiteStore.Mode, timeout: Double = 5,
        shelf: EvidenceCache = EvidenceCache()
    ) throws -> SQLiteStore {
        let path = try path(of: configuration)
        do {
            return try SQLiteStore(
                path: path, migration: configuration.migration, mode: mode, timeout: timeout, shelf: shelf)
        } catch {
            var failure = Failure(error)
            if case .absent = error { failure.next = PrintedCommand(.poll, for: configuration).line }
            throw failure
        }
    }
}

/// Turns a store error into a failure of the command.
func storing<Value>(_ body: () throws(StoreError) -> Value) throws -> Value {
    do { return try body() } catch { throw Failure(error) }
}
