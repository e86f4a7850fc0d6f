import Model
import Store

/// The first line of a command that moves traffic, or says whether it may move: which file, migration and account it is
/// about. It is printed before anything can fail, so that a wrong file is seen.
enum CommandHead {
    /// Opens the store, and prints the line whether that succeeds or not.
    static func told(_ configuration: Configuration, _ open: () throws -> SQLiteStore) throws -> SQLiteStore {
        do {
            let store = try open()
            say(configuration, store)
            return store
        } catch {
            say(configuration, nil)
            throw error
        }
    }

    /// Prints it on stderr: scripts read stdout.
    ///
    /// - Parameter store: Knows the account of the credentials by which it is polled; `nil` where it cannot be read.
    static func say(_ configuration: Configuration, _ store: SQLiteStore?) {
        let known = store.flatMap { try? $0.identity() }?.account
        abreast.say(line(configuration, account: known ?? configuration.account))
    }

    /// `/etc/abreast/prod.yaml: migration yoyaku.example, account …1111`.
    ///
    /// - Parameter account: Twelve digits, of which the last four are shown.
    static func line(_ configuration: Configuration, account: String?) -> String {
        let file = configuration.file ?? "no file"
        let whose =
            configuration.simulated.map { "simulated (\($0))" }
            ?? account.map { "account …\($0.suffix(4))" } ?? "account not known before the first poll"
        return "\(file): migration \(configuration.migration), \(whose)"
    }
}
