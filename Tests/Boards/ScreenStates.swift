package import Model
package import View

extension ScreenState {
    /// The screen of a fixture in JST.
    package static func fixture(
        _ board: Board?, _ width: Int, _ height: Int, isUTF8: Bool = true, readOnly: Bool = false
    ) -> ScreenState {
        var state = ScreenState(
            migration: "reservations", width: width, height: height, isUTF8: isUTF8, readOnly: readOnly,
            clock: BoardFixture.clock)
        if let board { state.receive(board) }
        return state
    }

    /// Presses keys one after the other, at the fixture's moment; returns all that they asked for.
    @discardableResult
    package mutating func press(_ keys: Key..., at now: Moment = BoardFixture.now) -> [Effect] {
        keys.flatMap { handle($0, at: now) }
    }
}
