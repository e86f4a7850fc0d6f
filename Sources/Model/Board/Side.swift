/// One of the two environments of a migration. Old is always drawn left, new right.
package enum Side: String, CaseIterable, Sendable, Codable {
    case old, new

    /// The opposite one.
    package var other: Side { self == .old ? .new : .old }
}

/// One value of each side.
package struct Sides<Value> {
    package var old: Value
    package var new: Value

    package init(old: Value, new: Value) {
        self.old = old
        self.new = new
    }

    package subscript(side: Side) -> Value {
        get { side == .old ? old : new }
        set { if side == .old { old = newValue } else { new = newValue } }
    }
}

extension Sides: Sendable where Value: Sendable {}
extension Sides: Equatable where Value: Equatable {}
extension Sides: Codable where Value: Codable {}
