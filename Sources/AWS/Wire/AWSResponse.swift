/// An answer with a status of 200 to 299.
package struct AWSResponse: Sendable {
    /// The HTTP status.
    package var status: Int
    /// The headers in the order they came.
    package var headers: [(String, String)]
    /// The body's bytes, at most ``Connections/bodyLimit``.
    package var body: [UInt8]
    /// The id by which AWS support finds the request.
    package var requestID: String?

    /// Makes an answer, as a test does.
    package init(status: Int, headers: [(String, String)], body: [UInt8], requestID: String? = nil) {
        self.status = status
        self.headers = headers
        self.body = body
        self.requestID = requestID
    }

    /// The value of the first header of that name, whatever its case.
    package func header(_ name: String) -> String? { headers.firstValue(of: name) }
}

extension [(String, String)] {
    /// The value of the first pair whose name is the same but for case.
    func firstValue(of name: String) -> String? {
        let name = name.lowercased()
        return first { $0.0.lowercased() == name }?.1
    }

    /// The id that AWS gives to each request, from the headers that carry it.
    var requestID: String? { firstValue(of: "x-amzn-requestid") ?? firstValue(of: "x-amz-request-id") }
}
