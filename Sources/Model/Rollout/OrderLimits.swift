/// How long the texts of an order may be. They are kept for ever and shown to everyone.
///
/// One character may have thousands of bytes: combining marks have no end of their own.
package enum OrderLimits {
    /// Of a reason, in characters and in bytes of UTF-8.
    package static let reason = 200
    package static let reasonBytes = 800
    /// Of an actor's name, in bytes of UTF-8.
    package static let actorBytes = 200

    /// Whether a text of this length is a reason.
    package static func takes(reason: String) -> Bool {
        reason.utf8.count <= reasonBytes && reason.count <= Self.reason
    }

    /// As many of its characters as fit; the last is an ellipsis where some do not.
    package static func actor(_ name: String) -> String {
        guard name.utf8.count > actorBytes else { return name }
        var short = ""
        for character in name {
            guard short.utf8.count + String(character).utf8.count + 3 <= actorBytes else { break }
            short.append(character)
        }
        return short + "…"
    }
}
