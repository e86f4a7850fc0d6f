/// A digest of 64 bits that is the same on every machine and in every version: FNV-1a (Fowler, Noll and Vo).
///
/// It distinguishes names. It does not protect against deliberate collisions.
package struct FNV1a: Sendable {
    /// The digest of all bytes added so far.
    package private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

    package init() {}

    /// The digest of a text.
    package init(_ text: String) { add(text.utf8) }

    /// The digest of several texts. A byte that no text contains ends each of them: `["ab"]` differs from `["a", "b"]`.
    package init(_ texts: [String]) {
        for text in texts {
            add(text.utf8)
            add(CollectionOfOne(0xFF))
        }
    }

    package mutating func add(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
    }
}
