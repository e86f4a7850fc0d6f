/// Tells what an AWS error code means. The code decides, not the status: throttling is 400 nearly everywhere.
enum ErrorCode {
    /// What the code stands for; nil for one that is unknown. Lists as in the SDKs' standard retry mode and AWS's
    /// "Common errors" pages.
    static func kind(of code: String) -> AWSError.Kind? {
        if throttling.contains(code) { return .throttled }
        if expired.contains(code) { return .expired }
        if skewed.contains(code) { return .clockSkew }
        if credentials.contains(code) { return .invalidCredentials }
        if denied.contains(code) { return .accessDenied }
        if transient.contains(code) { return .server }
        if code.contains("NotFound") || code.hasPrefix("NoSuch") || missing.contains(code) { return .notFound }
        if code.hasPrefix("Invalid") || code.hasPrefix("Missing") || wrong.contains(code) { return .validation }
        return nil
    }

    /// Whether an answer with this code may come of a clock that is wrong; text and date decide.
    static func mayBeSkew(_ code: String) -> Bool {
        ["SignatureDoesNotMatch", "InvalidSignatureException", "RequestExpired", "AuthFailure"].contains(code)
            || skewed.contains(code)
    }

    private static let throttling: Set = [
        "Throttling", "ThrottlingException", "ThrottledException", "RequestThrottledException",
        "TooManyRequestsException", "ProvisionedThroughputExceededException", "TransactionInProgressException",
        "RequestLimitExceeded", "BandwidthLimitExceeded", "LimitExceededException", "RequestThrottled", "SlowDown",
        "PriorRequestNotComplete", "EC2ThrottledException",
    ]

    private static let transient: Set = [
        "RequestTimeout", "RequestTimeoutException", "InternalFailure", "InternalError", "InternalServerError",
        "InternalServiceError", "InternalServiceErrorException", "InternalServiceFault", "ServiceUnavailable",
        "ServiceUnavailableException", "ServerException", "Unavailable", "IDPCommunicationError",
    ]

    private static let expired: Set = [
        "ExpiredToken", "ExpiredTokenException", "RequestExpired", "TokenRefreshRequired",
    ]

    private static let skewed: Set = ["RequestTimeTooSkewed", "RequestInTheFuture"]

    private static let credentials: Set = [
        "InvalidClientTokenId", "UnrecognizedClientException", "AuthFailure", "InvalidAccessKeyId", "InvalidSecurity",
        "MissingAuthenticationToken", "MissingAuthenticationTokenException", "IncompleteSignature",
        "IncompleteSignatureException", "SignatureDoesNotMatch", "InvalidSignatureException", "InvalidToken",
        "InvalidIdentityToken", "NotAuthorizedException",
    ]

    private static let denied: Set = [
        "AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "UnauthorizedAccess", "NotAuthorized",
        "AuthorizationError", "IDPRejectedClaim",
    ]

    private static let missing: Set = [
        "AWS.SimpleQueueService.NonExistentQueue", "QueueDoesNotExist",
    ]

    private static let wrong: Set = [
        "ValidationError", "ValidationException", "MalformedQueryString", "SerializationException",
        "UnknownOperationException", "UnsupportedOperation", "UnsupportedOperationException",
    ]
}
