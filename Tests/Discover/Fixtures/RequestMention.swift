import AWS

extension AWSRequest {
    /// Whether a text stands in the query or the body.
    func mentions(_ text: String) -> Bool {
        query.contains { $0.1 == text } || String(decoding: body, as: UTF8.self).contains(text) || path.contains(text)
    }
}
