import Model

/// What a simulated world says of itself on every screen, by word: nobody may take it for a night of their own.
package struct SimulationMark {
    /// `SIMULATED 30×`: at how many times the real pace its time goes, where the program told.
    package let text: String
    /// Which world it is, such as `slow-poison, seed 7`.
    package let world: String

    /// `nil` for a world that is none.
    package init?(_ state: ScreenState) {
        guard let world = (state.held?.board ?? state.board)?.simulated ?? state.simulated else { return nil }
        self.world = Sanitizer.text(world)
        text = state.speed.map { "SIMULATED \(NumberWords.percent($0))×" } ?? "SIMULATED"
    }

    /// In words, for texts and reports.
    package static func sentence(_ world: String) -> String { "SIMULATED: \(world); nothing of this happened" }
}
