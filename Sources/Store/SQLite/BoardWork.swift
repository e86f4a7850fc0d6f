/// What was read and decoded for boards: a board of one service among a thousand must cost what that service costs.
package struct BoardWork: Sendable, Equatable {
    /// Rows of samples.
    package var rows: Int
    /// Texts in JSON: layouts, unsettled minutes, fleets.
    package var decoded: Int

    package init(rows: Int, decoded: Int) {
        self.rows = rows
        self.decoded = decoded
    }
}
