/// The columns of the table of numbers: label, old, new, new against old, limit, where there is room two small graphs,
/// and beside them the plot of the chosen row. Only the width of the screen decides.
struct NumberColumns: Equatable {
    let label = 1
    let labelWidth = 16
    /// The last column of each right-aligned number is `x + width − 1`.
    let old, new: (x: Int, width: Int)
    let against: (x: Int, width: Int)
    let limit: (x: Int, width: Int)
    /// The columns of each small graph; 0 where there is no room.
    let graph: Int
    let oldGraph, newGraph: Int
    /// The first column of the plot, and its width; 0 where there is no room beside the numbers.
    let plot: (x: Int, width: Int)

    init(width: Int) {
        let isWide = width >= 100
        let number = isWide ? 8 : 6
        old = (label + labelWidth, number)
        // One column for a mark behind the number.
        new = (old.x + number + 1, number)
        against = (new.x + number + 2, isWide ? 10 : 8)
        limit = (against.x + against.width + 1, isWide ? 8 : 7)
        let end = limit.x + limit.width
        graph = width >= 190 ? 18 : width >= 150 ? 12 : 0
        oldGraph = end + 1
        newGraph = oldGraph + graph + 1
        let edge = graph > 0 ? newGraph + graph : end
        plot = (edge + 2, width >= 76 ? max(0, width - edge - 3) : 0)
    }

    static func == (a: Self, b: Self) -> Bool { a.limit == b.limit && a.graph == b.graph && a.plot == b.plot }
}
