/// A period in which the weights and the versions of a service do not change.
package enum Epoch {
    /// What began an epoch.
    package enum Cause: Sendable, Hashable, Codable {
        /// Unknown: the epoch began before the window of minutes.
        case window
        /// The share on new changed, in percent; `nil` where it is not known.
        case weights(from: Double?, to: Double?)
        /// Most members of a side now run another version.
        case version(Side, from: String, to: String)

        /// Whether another version runs on new.
        var isOfNew: Bool {
            if case .version(.new, _, _) = self { return true }
            return false
        }
    }
}

extension Epoch.Cause {
    private enum Key: String, CodingKey { case from, to, side, before, after }

    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        switch self {
        case .window: break
        case .weights(let from, let to):
            try values.encode(from, forKey: .from)
            try values.encode(to, forKey: .to)
        case .version(let side, let before, let after):
            try values.encode(side, forKey: .side)
            try values.encode(before, forKey: .before)
            try values.encode(after, forKey: .after)
        }
    }

    /// Also reads the sentences of records of form 3, see ``LegacyEpoch``.
    package init(from decoder: any Decoder) throws {
        if let words = try? decoder.singleValueContainer().decode(String.self) {
            self = LegacyEpoch.cause(words)
            return
        }
        let values = try decoder.container(keyedBy: Key.self)
        if let side = try values.decodeIfPresent(Side.self, forKey: .side) {
            self = .version(
                side, from: try values.decode(String.self, forKey: .before),
                to: try values.decode(String.self, forKey: .after))
        } else if values.contains(.from) {
            self = .weights(
                from: try values.decodeIfPresent(Double.self, forKey: .from),
                to: try values.decodeIfPresent(Double.self, forKey: .to))
        } else {
            self = .window
        }
    }
}
