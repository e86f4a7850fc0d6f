import FoundationEssentials

/// What an answer that is not 2xx says of itself, whichever protocol it speaks.
struct ErrorBody: Equatable {
    /// The error code without namespace and address; empty when none is told.
    var code = ""
    /// The message; empty when none is told.
    var message = ""
    /// The id in the body; the header's goes before it.
    var requestID: String?

    /// Reads code and message from headers and body. The shapes are those of the query, ec2, rest-xml and JSON
    /// protocols; a body of none of these leaves code and message empty.
    init(headers: [(String, String)], body: [UInt8]) {
        switch body.first(where: { !Self.isBlank($0) }) {
        case UInt8(ascii: "<"): readXML(body)
        case UInt8(ascii: "{"): readJSON(body)
        default: break
        }
        if code.isEmpty, let type = headers.firstValue(of: "x-amzn-errortype") { code = Self.plainCode(type) }
        // Services that once spoke the query protocol keep their old codes in this header: `Code;Sender`.
        if let old = headers.firstValue(of: "x-amzn-query-error")?.split(separator: ";").first { code = String(old) }
        requestID = headers.requestID ?? requestID
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        [UInt8(ascii: " "), 9, 10, 13, 0xEF, 0xBB, 0xBF].contains(byte)
    }

    /// `namespace#Name:address` without what stands around the name.
    private static func plainCode(_ text: String) -> String {
        let name = text.split(separator: "#", omittingEmptySubsequences: false).last ?? ""
        return String(name.prefix { $0 != ":" }.trimmed)
    }

    private mutating func readJSON(_ body: [UInt8]) {
        guard let shape = try? JSONDecoder().decode(JSONShape.self, from: Data(body)) else { return }
        code = Self.plainCode(shape.code ?? "")
        message = shape.message ?? ""
    }

    private mutating func readXML(_ body: [UInt8]) {
        guard let root = XMLElement(document: body) else { return }
        requestID = (root["RequestId"] ?? root["RequestID"])?.value
        // Gateways before a service answer in S3's shape, whose root is the error itself.
        let own = root["Code"] == nil ? nil : root
        if let error = root["Error"] ?? root["Errors"]?["Error"] ?? own {
            code = (error["Code"]?.text ?? "")[...].trimmed.description
            message = ((error["Message"] ?? error["message"])?.text ?? "")[...].trimmed.description
        } else if let messages = root["Messages"]?.children.filter({ $0.name == "Message" }), !messages.isEmpty {
            // Route 53's second root, `InvalidChangeBatch`, is itself the code.
            code = "InvalidChangeBatch"
            message = messages.map(\.text).joined(separator: "; ")
        }
    }
}

/// Every key that a JSON error may have; a value of another type is as good as none.
private struct JSONShape: Decodable {
    @Answered<Wire.OnlyText> private var type: String?
    @Answered<Wire.OnlyText> private var bareCode: String?
    @Answered<Wire.OnlyText> private var bareMessage: String?
    @Answered<Wire.OnlyText> private var capitalMessage: String?

    private enum CodingKeys: String, CodingKey {
        case type = "__type"
        case bareCode = "code"
        case bareMessage = "message"
        case capitalMessage = "Message"
    }

    var code: String? { type ?? bareCode }
    var message: String? { bareMessage ?? capitalMessage }
}
