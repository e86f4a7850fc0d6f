/// Reads the answers of the query, ec2 and rest-xml protocols.
enum XMLAnswer {
    /// The value in the body. Throws ``AWSError/malformed(_:_:)`` when it is not XML or lacks what the shape requires;
    /// the root's name is looked at too, for a page of HTML may well be XML.
    static func decode<Value: Decodable>(
        _ type: Value.Type, root: String, of response: AWSResponse, to request: AWSRequest
    ) throws(AWSError) -> Value {
        guard let found = rootName(of: response.body) else {
            throw AWSError.malformed(request, response.body.isEmpty ? "the body is empty" : "the body is not XML")
        }
        guard found == root else {
            throw AWSError.malformed(request, "the body is <\(found.prefix(60))>, not <\(root)>")
        }
        guard let element = XMLElement(document: response.body) else {
            throw AWSError.malformed(request, "the body is not well-formed XML")
        }
        do {
            return try Value(from: XMLFieldDecoder([element]))
        } catch let error as DecodingError {
            throw AWSError.malformed(request, error.inWords)
        } catch {
            throw AWSError.malformed(request, "its shape is not the documented one")
        }
    }

    /// The name of the first element, past the declaration, comments and the document type.
    private static func rootName(of body: [UInt8]) -> String? {
        var rest = body[...]
        while let open = rest.firstIndex(of: UInt8(ascii: "<")) {
            rest = rest[(open + 1)...]
            guard let first = rest.first else { return nil }
            if first == UInt8(ascii: "?") || first == UInt8(ascii: "!") { continue }
            let ends = Set(" \t\r\n/>".utf8)
            return String(decoding: rest.prefix { !ends.contains($0) }, as: UTF8.self)
        }
        return nil
    }
}

extension RequestSender {
    /// Sends the request and reads its answer, whose root element must have that name.
    func xml<Value: Decodable>(
        _ type: Value.Type, root: String, _ request: AWSRequest, deadline: ContinuousClock.Instant
    ) async throws(AWSError) -> Value {
        let response = try await send(request, deadline: deadline)
        return try XMLAnswer.decode(type, root: root, of: response, to: request)
    }
}

/// The name of any XML element, as a coding key.
struct ElementName: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) {
        self.stringValue = stringValue
    }

    init?(intValue: Int) { nil }
}
