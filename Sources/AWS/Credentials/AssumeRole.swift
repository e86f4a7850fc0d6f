import FoundationEssentials
import Model

/// Requests a role's credentials from STS (STS API, AssumeRole and AssumeRoleWithWebIdentity).
struct AssumeRole: Sendable {
    let role: CredentialSource.Role
    let sender: SigningSender
    let clock: any WallClock

    /// Requests the role's credentials, signed with other credentials. Throws the error of STS.
    func credentials(
        with first: Credentials, origin: CredentialOrigin, deadline: ContinuousClock.Instant
    ) async throws(AWSError) -> Credentials {
        var pairs = common
        if let duration = role.durationSeconds { pairs.append(("DurationSeconds", "\(duration)")) }
        if let id = role.externalID { pairs.append(("ExternalId", id)) }
        let request = AWSRequest.form(
            .sts, RoleRequest.plain.rawValue, version: STS.version, pairs, resource: role.arn)
        return try await ask(request, .fixed(first, origin: origin), deadline)
    }

    /// Requests the role's credentials with the token in a file. Reads the file each time, because the token is
    /// replaced there. Throws ``AWSError/Kind/noCredentials`` if the file cannot be read or is empty, otherwise the
    /// error of STS.
    func credentials(
        tokenFile: String, origin: CredentialOrigin, deadline: ContinuousClock.Instant
    ) async throws(AWSError) -> Credentials {
        guard let bytes = FileManager.default.contents(atPath: tokenFile), !bytes.isEmpty else {
            throw AWSError(
                .noCredentials, message: "the web identity token file \(tokenFile) cannot be read or is empty")
        }
        let token = String(decoding: bytes, as: UTF8.self)[...].trimmed
        var pairs = common
        pairs.append(("WebIdentityToken", String(token)))
        if let duration = role.durationSeconds { pairs.append(("DurationSeconds", "\(duration)")) }
        let request = AWSRequest.form(
            .sts, RoleRequest.webIdentity.rawValue, version: STS.version, pairs, resource: role.arn)
        do throws(AWSError) {
            return try await ask(request, .none, deadline)
        } catch {
            // The request has no credentials, so the sender neither masks this token nor knows its origin.
            var error = SecretMask([String(token)]).masked(error)
            error.credentials = origin
            throw error
        }
    }

    private var common: [(String, String)] {
        let name = role.sessionName ?? "abreast-\(Int(clock.now().seconds))"
        return [("RoleArn", role.arn), ("RoleSessionName", name)]
    }

    private func ask(
        _ request: AWSRequest, _ signature: SigningSender.Signature, _ deadline: ContinuousClock.Instant
    ) async throws(AWSError) -> Credentials {
        let response = try await sender.send(request, signature: signature, deadline: deadline)
        let answer = XMLElement(document: response.body)
        let keys = (answer?["AssumeRoleResult"] ?? answer?["AssumeRoleWithWebIdentityResult"])?["Credentials"]
        guard let id = keys?["AccessKeyId"]?.value, let secret = keys?["SecretAccessKey"]?.value,
            let token = keys?["SessionToken"]?.value,
            let expiration = (keys?["Expiration"]?.value).flatMap(Moment.init(expiration:))
        else { throw .malformed(request, "the body holds no credentials") }
        return Credentials(accessKeyID: id, secretAccessKey: secret, sessionToken: token, expiration: expiration)
    }
}
