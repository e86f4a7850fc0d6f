import FoundationEssentials
import Model

/// The JSON in which IMDS, containers and credential processes return keys.
struct CredentialDocument: Decodable {
    @Answered<Wire.Number> var version: Int?
    @Answered<Wire.Text> var accessKeyID: String?
    @Answered<Wire.Text> var secretAccessKey: String?
    @Answered<Wire.Text> var token: String?
    @Answered<Wire.Text> var sessionToken: String?
    @Answered<Wire.Text> var expiration: String?
    @Answered<Wire.Text> var code: String?
    @Answered<Wire.Text> var message: String?

    private enum CodingKeys: String, CodingKey {
        case version = "Version", accessKeyID = "AccessKeyId", secretAccessKey = "SecretAccessKey", token = "Token"
        case sessionToken = "SessionToken", expiration = "Expiration", code = "Code", message = "Message"
    }

    /// Decodes the document; nil if the bytes are not such JSON.
    init?(_ bytes: [UInt8]) {
        guard let document = try? JSONDecoder().decode(Self.self, from: Data(bytes)) else { return nil }
        self = document
    }

    /// The keys; nil if the id or the secret is missing, or the expiry is not a date.
    var credentials: Credentials? {
        guard let accessKeyID, let secretAccessKey, !accessKeyID.isEmpty, !secretAccessKey.isEmpty else { return nil }
        let date = expiration.flatMap(Moment.init(expiration:))
        guard expiration == nil || date != nil else { return nil }
        return Credentials(
            accessKeyID: accessKeyID, secretAccessKey: secretAccessKey, sessionToken: sessionToken ?? token,
            expiration: date)
    }
}

extension Moment {
    /// Parses the expiry of credentials: `2026-11-28T21:00:54Z`, or `20261128T210054Z` from some credential processes.
    init?(expiration text: String) {
        guard let moment = Moment(iso8601: text, assumingUTC: true) ?? Moment(basicISO8601: text) else { return nil }
        self = moment
    }
}
