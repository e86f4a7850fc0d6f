/// A request to AWS, without host and signature. It also carries the words that errors use to name it.
package struct AWSRequest: Sendable {
    /// The service that receives it.
    package var service: AWSService
    /// The operation as written in the IAM action, such as `DescribeTargetHealth`.
    package var operation: String
    /// The HTTP method.
    package var method: String
    /// The absolute path as sent, already percent-encoded.
    package var path: String
    /// The query's pairs in order, not yet percent-encoded.
    package var query: [(String, String)]
    /// Headers to sign and send, in addition to host and date.
    package var headers: [(String, String)]
    /// The body's bytes.
    package var body: [UInt8]
    /// The resource that it is about, as errors name it.
    package var resource: String
    /// Whether sending it twice has the same effect as sending it once.
    package var isIdempotent: Bool
    /// How often it is sent at most; `nil` leaves that to the retry rules.
    package var maximumAttempts: Int?

    /// Makes a request from its parts.
    package init(
        service: AWSService, operation: String, method: String = "POST", path: String = "/",
        query: [(String, String)] = [], headers: [(String, String)] = [], body: [UInt8] = [], resource: String,
        isIdempotent: Bool = true
    ) {
        self.service = service
        self.operation = operation
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
        self.resource = resource
        self.isIdempotent = isIdempotent
    }

    /// The IAM action that allows it, such as `elasticloadbalancing:DescribeTargetHealth`.
    package var action: String { "\(service.iamPrefix):\(operation)" }
}

extension AWSRequest {
    /// A request in the query protocol: a form with the action, the API's version and the pairs, in order.
    package static func form(
        _ service: AWSService, _ operation: String, version: String, _ pairs: [(String, String)] = [],
        resource: String
    ) -> AWSRequest {
        AWSRequest(
            service: service, operation: operation,
            headers: [("content-type", "application/x-www-form-urlencoded; charset=utf-8")],
            body: Form.encode([("Action", operation), ("Version", version)] + pairs), resource: resource)
    }

    /// A request in a JSON protocol.
    ///
    /// - Parameter target: The whole `X-Amz-Target` header: service shape, dot, operation.
    package static func json(
        _ service: AWSService, _ operation: String, target: String,
        contentType: String = "application/x-amz-json-1.1", body: [UInt8], resource: String,
        extraHeaders: [(String, String)] = []
    ) -> AWSRequest {
        AWSRequest(
            service: service, operation: operation,
            headers: [("content-type", contentType), ("x-amz-target", target)] + extraHeaders, body: body,
            resource: resource)
    }

    /// A GET request, with path and query only.
    package static func get(
        _ service: AWSService, _ operation: String, path: String, query: [(String, String)] = [], resource: String
    ) -> AWSRequest {
        AWSRequest(
            service: service, operation: operation, method: "GET", path: path, query: query, resource: resource)
    }
}
