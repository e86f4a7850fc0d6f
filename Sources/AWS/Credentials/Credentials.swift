import Model

/// An access key with its secret. Its descriptions and its mirror contain no secrets.
struct Credentials: Sendable, Equatable {
    let accessKeyID: String
    let secretAccessKey: String
    let sessionToken: String?
    /// When AWS stops accepting them; nil when they do not expire.
    let expiration: Moment?

    init(accessKeyID: String, secretAccessKey: String, sessionToken: String? = nil, expiration: Moment? = nil) {
        self.accessKeyID = accessKeyID
        self.secretAccessKey = secretAccessKey
        self.sessionToken = sessionToken
        self.expiration = expiration
    }
}

extension Credentials: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    var description: String {
        "credentials of \(accessKeyID.prefix(4))…\(accessKeyID.count > 8 ? accessKeyID.suffix(4) : "")"
    }

    var debugDescription: String { description }

    var customMirror: Mirror { Mirror(self, children: [:]) }
}
