import FoundationEssentials

/// Writes the questions and reads the answers of the JSON protocols.
enum JSONAnswer {
    /// The value in the body. Throws ``AWSError/malformed(_:_:)`` when it is not JSON or lacks what the shape requires.
    static func decode<Value: Decodable>(
        _ type: Value.Type, of response: AWSResponse, to request: AWSRequest
    ) throws(AWSError) -> Value {
        guard !response.body.isEmpty else { throw AWSError.malformed(request, "the body is empty") }
        do {
            return try JSONDecoder().decode(type, from: Data(response.body))
        } catch let error as DecodingError {
            throw AWSError.malformed(request, error.inWords)
        } catch {
            throw AWSError.malformed(request, "the body is not JSON")
        }
    }

    /// The value as bytes, with sorted keys, so that the same question is always the same bytes.
    static func encode(_ value: some Encodable) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return Array(try encoder.encode(value))
        } catch {
            preconditionFailure("a question of texts and finite numbers can always be written: \(error)")
        }
    }
}

extension RequestSender {
    /// Sends the request and reads its JSON answer.
    func json<Value: Decodable>(
        _ type: Value.Type, _ request: AWSRequest, deadline: ContinuousClock.Instant
    ) async throws(AWSError) -> Value {
        let response = try await send(request, deadline: deadline)
        return try JSONAnswer.decode(type, of: response, to: request)
    }
}
