import Model

/// Gets credentials from the EC2 instance metadata service, with version 2 first (Amazon EC2 User Guide, "Use the
/// Instance Metadata Service to access instance metadata").
struct Imds: Sendable {
    let settings: AWSSettings
    let connections: Connections
    let clock: any WallClock

    /// The number of requests to a service that responds with 5xx, and the pause between two.
    private static let attempts = 3
    private static let pause = Duration.milliseconds(400)
    private static let roles = "/latest/meta-data/iam/security-credentials/"

    /// Requests the keys of the instance's role. Throws ``AWSError/Kind/noCredentials`` if there is no service or no
    /// role.
    func credentials(deadline: ContinuousClock.Instant) async throws(AWSError) -> Credentials {
        let address = try address()
        let patience = settings.variable("AWS_METADATA_SERVICE_NUM_ATTEMPTS").flatMap(Int.init) ?? 1
        var attempt = 0
        while true {
            attempt += 1
            let failure: AWSError
            do throws(AWSError) {
                return try await credentials(from: address, deadline: deadline)
            } catch {
                failure = error
            }
            switch failure.kind {
            case .network(.timeout) where attempt < patience: continue
            // Just after the start of an instance, the service may be busy.
            case .server where attempt < max(patience, Self.attempts) && ContinuousClock.now + Self.pause < deadline:
                try? await Task.sleep(for: Self.pause)
            case .cancelled: throw failure
            default: throw none(failure.message)
            }
        }
    }

    private func address() throws(AWSError) -> HTTPAddress {
        let isIPv6 = settings.variable("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE")?.lowercased() == "ipv6"
        let standard = isIPv6 ? "http://[fd00:ec2::254]" : "http://169.254.169.254"
        let text = settings.variable("AWS_EC2_METADATA_SERVICE_ENDPOINT") ?? standard
        guard let address = HTTPAddress(text) else {
            throw .configuration("AWS_EC2_METADATA_SERVICE_ENDPOINT is “\(text)”, which is no address")
        }
        return address
    }

    private func credentials(
        from address: HTTPAddress, deadline: ContinuousClock.Instant
    ) async throws(AWSError) -> Credentials {
        let token = try await token(from: address, deadline: deadline)
        let headers = token.map { [("x-aws-ec2-metadata-token", $0)] } ?? []
        let list = try await ask("GET", Self.roles, at: address, headers, deadline)
        let names = String(decoding: list.body, as: UTF8.self).split(whereSeparator: \.isNewline)
        guard list.status == 200, let role = names.first?.trimmed, !role.isEmpty else {
            throw none("IMDS at \(address.origin) names no role of the instance (HTTP \(list.status))")
        }
        let target = Self.roles + Form.escape(String(role), keeping: "/")
        let answer = try await ask("GET", target, at: address, headers, deadline)
        guard answer.status == 200, let document = CredentialDocument(answer.body) else {
            throw none("IMDS at \(address.origin) gives no keys for the role \(role) (HTTP \(answer.status))")
        }
        guard let found = document.credentials else {
            let why = [document.code, document.message].compactMap { $0 }.joined(separator: ": ")
            throw none("IMDS at \(address.origin) gives no keys for the role \(role) (\(why))")
        }
        return prolonged(found)
    }

    /// Requests the token of version 2. Returns nil if the service has only version 1.
    private func token(from address: HTTPAddress, deadline: ContinuousClock.Instant) async throws(AWSError) -> String? {
        let lifetime = [("x-aws-ec2-metadata-token-ttl-seconds", "21600")]
        let why: String
        do throws(AWSError) {
            let answer = try await ask("PUT", "/latest/api/token", at: address, lifetime, deadline)
            switch answer.status {
            case 200: return String(decoding: answer.body, as: UTF8.self)[...].trimmed.description
            case 403, 404, 405: why = "HTTP \(answer.status)"
            default: throw none("IMDS at \(address.origin) refuses a token (HTTP \(answer.status))")
            }
        } catch {
            guard error.kind == .network(.timeout) else { throw error }
            // With a hop limit of 1, the response with the token never reaches a container. Version 1 still works
            // there.
            why = "no answer in time"
        }
        if settings.flag("AWS_EC2_METADATA_V1_DISABLED") {
            throw none("IMDS at \(address.origin) gives no token (\(why)), and version 1 is turned off")
        }
        return nil
    }

    private func ask(
        _ method: String, _ target: String, at address: HTTPAddress, _ headers: [(String, String)],
        _ deadline: ContinuousClock.Instant
    ) async throws(AWSError) -> Connections.Answer {
        let seconds = settings.variable("AWS_METADATA_SERVICE_TIMEOUT").flatMap(Double.init) ?? 1
        let bound = min(deadline, .now + .seconds(seconds))
        var exchange = Connections.Exchange(
            method: method, address: address, target: target,
            headers: headers + [("host", address.authority), ("user-agent", settings.userAgent)])
        exchange.mayUseProxy = false
        do {
            let answer = try await connections.send(exchange, deadline: bound)
            guard answer.status < 500 else {
                throw AWSError(.server, message: "IMDS at \(address.origin) answers HTTP \(answer.status)")
            }
            return answer
        } catch let error as AWSError {
            throw error
        } catch let error as ConnectionFailure {
            let isKept = error.kind == .network(.timeout) || error.kind == .cancelled
            throw AWSError(
                isKept ? error.kind : .noCredentials,
                message: "no credentials are found: the environment and the shared files have none, and IMDS at"
                    + " \(address.origin) does not answer; set AWS_PROFILE or the keys, or AWS_EC2_METADATA_DISABLED=true"
            )
        } catch {
            throw none("IMDS at \(address.origin) was not asked")
        }
    }

    /// Masks secrets, because the message may contain text from the service.
    private func none(_ why: String) -> AWSError { AWSError(.noCredentials, message: SecretMask().masked(why)) }

    /// Extends credentials past their expiry for a while. During an outage IMDS returns such credentials, and AWS still
    /// accepts them.
    private func prolonged(_ found: Credentials) -> Credentials {
        guard let expiration = found.expiration, expiration <= clock.now() else { return found }
        let later = clock.now() + (CredentialKeeper.advisory + .random(in: 120...600))
        return Credentials(
            accessKeyID: found.accessKeyID, secretAccessKey: found.secretAccessKey, sessionToken: found.sessionToken,
            expiration: later)
    }
}
