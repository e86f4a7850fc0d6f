import FoundationEssentials
import Model

/// The JSON in which IMDS, containers and credential processes hand over keys.
struct CredentialDocument: Decodable {
    let version: Int?
    let accessKeyID: String?
    let secretAccessKey: String?
    let token: String?
    let sessionToken: String?
    let expiration: String?
    let code: String?
    let message: String?

    private enum CodingKeys: String, CodingKey {
        case version = "Version", accessKeyID = "AccessKeyId", secretAccessKey = "SecretAccessKey", token = "Token"
        case sessionToken = "SessionToken", expiration = "Expiration", code = "Code", message = "Message"
    }

    /// Reads the document; nil when the bytes are none.
    init?(_ bytes: [UInt8]) {
        guard let document = try? JSONDecoder().decode(Self.self, from: Data(bytes)) else { return nil }
        self = document
    }

    /// The keys; nil when id or secret is missing or the expiry is no date.
    var credentials: Credentials? {
        guard let accessKeyID, let secretAccessKey, !accessKeyID.isEmpty, !secretAccessKey.isEmpty else { return nil }
        let date = expiration.flatMap { Moment(iso8601: $0, assumingUTC: true) }
        guard expiration == nil || date != nil else { return nil }
        return Credentials(
            accessKeyID: accessKeyID, secretAccessKey: secretAccessKey, sessionToken: sessionToken ?? token,
            expiration: date)
    }
}
