import Model

/// The services that a board is about. Rows of others are neither read nor decoded: a command for one service of a
/// thousand reads the rows of one.
struct ServiceNames: Sendable, Equatable {
    let all: Set<String>
    /// The same for SQL, as a list in JSON.
    let json: String

    /// The condition on a table's column `service`; its argument is ``json``.
    static let condition = "service IN (SELECT value FROM json_each(?))"

    init(_ names: some Sequence<String>) {
        all = Set(names)
        json = JSONValue.list(all.sorted().map(JSONValue.text)).line
    }

    static func == (a: ServiceNames, b: ServiceNames) -> Bool { a.json == b.json }
}
