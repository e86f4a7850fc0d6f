/// Requests to the Security Token Service: whose credentials are in use.
package struct STS: Sendable {
    static let version = "2011-06-15"

    private let client: any RequestSender

    /// Makes the requests of this service through a client.
    package init(_ client: any RequestSender) { self.client = client }

    /// The account and the principal that the credentials belong to.
    package struct CallerIdentity: Sendable, Equatable {
        /// The account's twelve digits.
        package let account: String
        /// The principal's ARN.
        package let arn: String
        /// The principal's unique id.
        package let userID: String
    }

    /// Returns the account and principal of the credentials in use. No policy can deny this request.
    package func getCallerIdentity(deadline: ContinuousClock.Instant) async throws(AWSError) -> CallerIdentity {
        let request = AWSRequest.form(.sts, "GetCallerIdentity", version: Self.version, resource: "the caller")
        let response = try await client.send(request, deadline: deadline)
        let result = XMLElement(document: response.body)?["GetCallerIdentityResult"]
        guard let account = result?["Account"]?.value, let arn = result?["Arn"]?.value,
            let id = result?["UserId"]?.value
        else { throw .malformed(request, "the body names no account and no ARN") }
        return CallerIdentity(account: account, arn: arn, userID: id)
    }
}
