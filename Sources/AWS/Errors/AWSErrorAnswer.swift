import Model

extension AWSError {
    /// The error that an answer with a status beyond 2xx stands for; `now` is when it came.
    ///
    /// - Parameter mask: Knows the secrets of the request. AWS echoes them in some messages.
    init(
        _ answer: Connections.Answer, to request: AWSRequest, now: Moment, credentials: CredentialOrigin?,
        mask: SecretMask
    ) {
        let body = ErrorBody(headers: answer.headers, body: answer.body)
        let offset = Self.clockOffset(body, answer.headers, now: now)
        let kind = Self.kind(body, status: answer.status, clockOffset: offset)
        self.init(kind, of: request, code: body.code, message: String(body.message.prefix(600)))
        if kind == .malformed { message = Self.wordsForGarbage(answer) }
        requestID = body.requestID
        httpStatus = answer.status
        clockOffset = offset
        retryAfter = answer.headers.firstValue(of: "x-amz-retry-after").flatMap(Int.init).map { .milliseconds($0) }
        mayHaveTakenEffect = kind == .server || kind == .malformed
        self.credentials = credentials
        self = mask.masked(self)
    }

    private static func kind(_ body: ErrorBody, status: Int, clockOffset: Double?) -> Kind {
        if ErrorCode.mayBeSkew(body.code), isSkew(body.message, clockOffset) { return .clockSkew }
        if let known = ErrorCode.kind(of: body.code) { return known }
        if status == 429 { return .throttled }
        if status >= 500 { return .server }
        return body.code.isEmpty ? .malformed : .rejected
    }

    private static func isSkew(_ message: String, _ offset: Double?) -> Bool {
        if message.contains("Signature expired") || message.contains("not yet current") { return true }
        // AWS takes signatures of up to 5 minutes, so that a smaller offset is not what was refused.
        return (offset ?? 0).magnitude > 4 * 60
    }

    /// Seconds this machine's clock is ahead, from a message like “Signature expired: A is now earlier than B
    /// (C - 5 min.)”, where A is our time and C is AWS's, or else from the `Date` header.
    private static func clockOffset(_ body: ErrorBody, _ headers: [(String, String)], now: Moment) -> Double? {
        let times = body.message.split { !$0.isLetter && !$0.isNumber }.compactMap { Moment(basicISO8601: String($0)) }
        if times.count == 3 { return times[0].seconds(since: times[2]) }
        return headers.firstValue(of: "date").flatMap(Moment.init(httpDate:)).map { now.seconds(since: $0) }
    }

    private static func wordsForGarbage(_ answer: Connections.Answer) -> String {
        guard !answer.body.isEmpty else { return "the body is empty" }
        let type = answer.headers.firstValue(of: "content-type") ?? "a body of no type"
        return "\(type) without an AWS error code"
    }
}
