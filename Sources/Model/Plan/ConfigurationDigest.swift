extension Configuration {
    /// Sixteen hexadecimal digits of all that it says, whichever way its file is written and wherever it is.
    ///
    /// Every field is in it, also those that come later, but for how a screen behaves. A field that is not set does not count, so that a program that
    /// knows one more field finds the same digest.
    package var digest: String {
        var said = self
        said.file = nil
        said.typed = nil
        let digits = String(FNV1a(Self.canonical(said)).value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// All fields that are set, by their names. What has no order is sorted.
    private static func canonical(_ value: Any) -> String {
        let mirror = Mirror(reflecting: value)
        let children = mirror.children.map { child in (child.label ?? "", canonical(child.value)) }
        switch mirror.displayStyle {
        case .optional: return children.first?.1 ?? ""
        case .collection, .tuple: return "[\(children.map(\.1).joined(separator: "\u{1}"))]"
        case .set, .dictionary: return "[\(children.map(\.1).sorted().joined(separator: "\u{1}"))]"
        case .struct,
            .enum where !children.isEmpty:
            // Each screen may behave in its own way.
            let fields = children.filter { !$0.1.isEmpty && $0.0 != "screen" }.map { "\($0.0)\u{2}\($0.1)" }
            return "{\(fields.joined(separator: "\u{1}"))}"
        default: return "\(value)"
        }
    }
}
