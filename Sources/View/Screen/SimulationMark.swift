import Model

/// What every screen of a simulated world says in words, so that nobody takes it for a real one.
package struct SimulationMark {
    /// `SIMULATED 30×`, with the speed where it is known.
    package let text: String
    /// The world, such as `slow-poison, seed 7`.
    package let world: String

    /// `nil` for a real world.
    package init?(_ state: ScreenState) {
        guard let world = (state.held?.board ?? state.board)?.simulated ?? state.simulated else { return nil }
        self.world = Sanitizer.text(world)
        text = state.speed.map { "SIMULATED \(NumberWords.percent($0))×" } ?? "SIMULATED"
    }

    /// A sentence for texts and reports.
    package static func sentence(_ world: String) -> String { "SIMULATED: \(world); nothing of this happened" }
}
