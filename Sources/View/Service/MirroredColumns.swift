/// The columns of the service view: label, old number, old graph │ new number, new graph, difference.
struct MirroredColumns {
    static let label = 16
    let width: Int
    let graph: Int
    let difference: Int

    init(width: Int) {
        self.width = width
        difference = width >= 110 ? 18 : width >= 76 ? 10 : 7
        graph = max(0, (width - 1 - Self.label - 2 * 7 - 6 - difference) / 2)
    }

    var oldNumber: Int { 1 + Self.label + 1 }
    var oldGraph: Int { oldNumber + 7 }
    var middle: Int { oldGraph + graph + 1 }
    var newNumber: Int { middle + 2 }
    var newGraph: Int { newNumber + 7 }
    var differenceStart: Int { newGraph + graph + 1 }
}
