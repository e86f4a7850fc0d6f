import Testing

@testable import AWS

@Suite struct ProxiesTests {
    private func proxy(_ environment: [String: String], before target: String) throws -> String? {
        let target = try #require(HTTPAddress(target))
        return try Proxies(AWSSettings(environment: environment)).proxy(before: target)?.origin
    }

    private static let both = ["HTTP_PROXY": "http://plain:1", "https_proxy": "http://secure:2"]

    @Test func `scheme decides`() throws {
        #expect(try proxy(Self.both, before: "http://ecs.example") == "http://plain:1")
        #expect(try proxy(Self.both, before: "https://ecs.example") == "http://secure:2")
        #expect(try proxy(["HTTP_PROXY": "plain:1"], before: "http://ecs.example") == "http://plain:1")
        #expect(try proxy([:], before: "https://ecs.example") == nil)
    }

    @Test func `lower case goes first`() throws {
        let environment = ["HTTPS_PROXY": "http://upper:1", "https_proxy": "http://lower:2"]
        #expect(try proxy(environment, before: "https://ecs.example") == "http://lower:2")
    }

    @Test(arguments: ["http://127.0.0.1:5000", "http://127.9.9.9", "http://localhost:1", "http://[::1]:5000"])
    func `loopback is always direct`(target: String) throws {
        #expect(try proxy(Self.both, before: target) == nil)
    }

    @Test(arguments: [
        ("*", "https://a.example", true), ("example", "https://a.example", true),
        (".example", "https://a.example", true),
        ("*.example", "https://a.example", true), ("a.example", "https://a.example", true),
        ("b.example, a.example", "https://a.example", true), ("A.EXAMPLE", "https://a.example", true),
        ("a.example:443", "https://a.example", true), ("a.example:8443", "https://a.example", false),
        ("ample", "https://a.example", false), ("10.0.0.7", "http://10.0.0.7:5000", true),
        ("", "https://a.example", false),
        ("[fd00::7]", "http://[fd00::7]:80", true),
    ])
    func `exceptions`(list: String, target: String, isDirect: Bool) throws {
        let environment = Self.both.merging(["NO_PROXY": list]) { $1 }
        #expect((try proxy(environment, before: target) == nil) == isDirect)
    }

    @Test(arguments: ["https://proxy:1", "socks5://proxy:1", "http://"])
    func `what is no HTTP proxy is refused`(text: String) {
        let error = #expect(throws: AWSError.self) { try Proxies(AWSSettings(environment: ["HTTPS_PROXY": text])) }
        #expect(error?.kind == .configuration && error?.sentence.contains("HTTPS_PROXY") == true)
    }
}
