/// A successful response, with a status of 200 to 299.
package struct AWSResponse: Sendable {
    /// The HTTP status.
    package var status: Int
    /// The headers in the order received.
    package var headers: [(String, String)]
    /// The body's bytes, at most ``Connections/bodyLimit``.
    package var body: [UInt8]
    /// The request's id, which AWS support can look up; `nil` when no header has one.
    package var requestID: String?

    /// Makes a response, for example in a test.
    package init(status: Int, headers: [(String, String)], body: [UInt8], requestID: String? = nil) {
        self.status = status
        self.headers = headers
        self.body = body
        self.requestID = requestID
    }

    /// The value of the first header with that name, in any case.
    package func header(_ name: String) -> String? { headers.firstValue(of: name) }
}

extension [(String, String)] {
    /// The value of the first pair with that name, in any case.
    func firstValue(of name: String) -> String? {
        let name = name.lowercased()
        return first { $0.0.lowercased() == name }?.1
    }

    /// The id that AWS gave the request, from whichever header contains it.
    var requestID: String? { firstValue(of: "x-amzn-requestid") ?? firstValue(of: "x-amz-request-id") }
}
