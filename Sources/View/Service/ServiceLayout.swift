/// How the lines of the service's page are divided. Only the size of the screen decides, so that nothing moves but by a
/// key or a resize.
struct ServiceLayout: Equatable {
    /// The lines that say what it is and where it stands.
    let summary: Int
    /// Whether the numbers come before these lines, as on a telephone.
    let isNumbersFirst: Bool
    /// Rows of curves of the share over time; 0 for no such graph.
    let share: Int
    /// Rows of numbers, without their title.
    let numbers: Int

    init(width: Int, height: Int) {
        // The lines that are left when the headline takes all of its lines and nothing is asked.
        let body = height - (height >= 24 ? 5 : 4)
        isNumbersFirst = width < 76 || height < 24
        summary = body >= 28 ? 7 : body >= 19 ? 3 : body >= 14 ? 2 : 1
        share = body >= 45 ? 7 : body >= 28 ? 3 : 0
        let panel = body >= 45 ? 20 : body >= 28 ? 9 : body >= 14 ? 6 : 4
        numbers = max(
            3, min(body >= 45 ? 18 : 12, body - summary - (share > 0 ? PlotBox.height(rows: share) : 0) - 1 - panel))
    }

    /// The rows of the panel below its title, on a page of so many lines. It gives way to a question at the bottom.
    func panel(body: Int) -> Int { max(0, body - above - numbers - 2) }

    /// The lines above the numbers, wherever they stand.
    private var above: Int { summary + (share > 0 ? PlotBox.height(rows: share) : 0) }
}
