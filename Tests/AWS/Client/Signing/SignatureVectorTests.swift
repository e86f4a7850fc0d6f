import Foundation
import Model
import Testing

@testable import AWS

/// AWS's own vectors of Signature Version 4, as botocore's source distribution carries them.
@Suite struct SignatureVectorTests {
    @Test func `all vectors`() throws {
        let root = Self.folder
        let names = Vector.names(in: root)
        guard !names.isEmpty else {
            Issue.record(
                """
                no SigV4 vectors in \(root); prepare them with
                  python3 Tests/World/world.py prepare
                or name a folder that holds them in ABREAST_SIGV4_VECTORS
                """)
            return
        }
        #expect(names.count == 34)
        for name in names {
            let vector = try Vector(name, in: root)
            let signer = Signer(credentials: vector.credentials, region: "us-east-1", service: "service")
            let signature = signer.sign(vector.message, at: try #require(Moment(basicISO8601: "20150830T123600Z")))
            #expect(signature.canonicalRequest == vector.canonicalRequest, "\(name)")
            #expect(signature.stringToSign == vector.stringToSign, "\(name)")
            #expect(signature.authorization == vector.authorization, "\(name)")
        }
    }

    private static var folder: String {
        if let named = ProcessInfo.processInfo.environment["ABREAST_SIGV4_VECTORS"] { return named }
        let packageRoot = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        return packageRoot.appendingPathComponent(".build/world/aws4_testsuite").path
    }
}

/// One case: a raw request and the three texts that come of signing it.
private struct Vector {
    let message: Signer.Message
    let credentials: Credentials
    let canonicalRequest: String
    let stringToSign: String
    let authorization: String

    /// The folders that hold a case, relative to the root.
    static func names(in root: String) -> [String] {
        let files = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
        return files.filter { $0.hasSuffix(".req") }.map { ($0 as NSString).deletingLastPathComponent }.sorted()
    }

    init(_ name: String, in root: String) throws {
        let base = "\(root)/\(name)/\((name as NSString).lastPathComponent)"
        let read = { (ending: String) in
            try String(contentsOfFile: base + ending, encoding: .utf8).replacingOccurrences(of: "\r", with: "")
        }
        canonicalRequest = try read(".creq")
        stringToSign = try read(".sts")
        authorization = try read(".authz")
        message = try Self.message(read(".req"))
        // The token of these cases is named nowhere but in the canonical request.
        let token = canonicalRequest.components(separatedBy: "\n")
            .first { $0.hasPrefix("x-amz-security-token:") }?.dropFirst("x-amz-security-token:".count)
        credentials = Credentials(
            accessKeyID: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
            sessionToken: token.map(String.init))
    }

    private static func message(_ raw: String) throws -> Signer.Message {
        let halves = raw.components(separatedBy: "\n\n")
        var lines = halves[0].components(separatedBy: "\n")
        let requestLine = lines.removeFirst()
        // A target may hold blanks, so that only the first and the last one part the line.
        let first = try #require(requestLine.firstIndex(of: " "))
        let last = try #require(requestLine.lastIndex(of: " "))
        let target = requestLine[requestLine.index(after: first)..<last]
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        var headers: [(String, String)] = []
        for line in lines where !line.isEmpty {
            if line.first == " ", let held = headers.popLast() {
                headers.append((held.0, held.1 + " " + line))
            } else {
                let colon = try #require(line.firstIndex(of: ":"))
                headers.append((String(line[..<colon]), String(line[line.index(after: colon)...])))
            }
        }
        return Signer.Message(
            method: String(requestLine[..<first]), path: String(parts[0]),
            query: parts.count > 1 ? query(parts[1]) : [], headers: headers,
            body: Array(halves.dropFirst().joined(separator: "\n\n").utf8))
    }

    private static func query(_ text: Substring) -> [(String, String)] {
        text.split(separator: "&").map { pair in
            let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (Form.unescape(String(halves[0])), halves.count > 1 ? Form.unescape(String(halves[1])) : "")
        }
    }
}
