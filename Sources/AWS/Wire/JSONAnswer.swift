import FoundationEssentials

/// Encodes request bodies and decodes response bodies of the JSON protocols.
enum JSONAnswer {
    /// Decodes the body. Throws ``AWSError/malformed(_:_:)`` when it is empty, is not JSON or lacks a required field.
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

    /// Encodes the value with sorted keys, so that equal requests have equal bytes.
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
    /// Sends the request and decodes its JSON response.
    func json<Value: Decodable>(
        _ type: Value.Type, _ request: AWSRequest, deadline: ContinuousClock.Instant
    ) async throws(AWSError) -> Value {
        let response = try await send(request, deadline: deadline)
        return try JSONAnswer.decode(type, of: response, to: request)
    }
}
