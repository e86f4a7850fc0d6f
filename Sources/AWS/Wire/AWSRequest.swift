/// One question to AWS, not yet signed and without a host: what is asked, and the words an error names it by.
package struct AWSRequest: Sendable {
    /// The service that is asked.
    package var service: AWSService
    /// The operation as the IAM action spells it, as in `DescribeTargetHealth`.
    package var operation: String
    /// The HTTP method.
    package var method: String
    /// The absolute path as it goes over the wire, percent-encoded already.
    package var path: String
    /// The query's pairs in order, not yet percent-encoded.
    package var query: [(String, String)]
    /// Headers that are signed and sent beside host and date.
    package var headers: [(String, String)]
    /// The body's bytes.
    package var body: [UInt8]
    /// The thing that is asked about, as an error names it.
    package var resource: String
    /// Whether sending it twice does the same as sending it once.
    package var isIdempotent: Bool
    /// How often it is sent at most; `nil` for as often as asking again is of use.
    package var maximumAttempts: Int?

    /// Makes a request part by part.
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

    /// The operation as an IAM policy names it, as in `elasticloadbalancing:DescribeTargetHealth`.
    package var action: String { "\(service.iamPrefix):\(operation)" }
}

extension AWSRequest {
    /// A question in the query protocol: a form with the action, the API's version and the pairs in order.
    package static func form(
        _ service: AWSService, _ operation: String, version: String, _ pairs: [(String, String)] = [],
        resource: String
    ) -> AWSRequest {
        AWSRequest(
            service: service, operation: operation,
            headers: [("content-type", "application/x-www-form-urlencoded; charset=utf-8")],
            body: Form.encode([("Action", operation), ("Version", version)] + pairs), resource: resource)
    }

    /// A question in a JSON protocol; `target` is the whole `X-Amz-Target`, shape and operation.
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

    /// A question by path and query alone.
    package static func get(
        _ service: AWSService, _ operation: String, path: String, query: [(String, String)] = [], resource: String
    ) -> AWSRequest {
        AWSRequest(
            service: service, operation: operation, method: "GET", path: path, query: query, resource: resource)
    }
}
