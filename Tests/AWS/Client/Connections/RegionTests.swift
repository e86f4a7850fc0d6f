import Testing

@testable import AWS

@Suite struct RegionTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func region(_ settings: AWSSettings, _ environment: [String: String]) throws -> String {
        var settings = settings
        settings.environment = environment
        settings.environment["HOME"] = folder.path
        return try Region.chosen(settings, ChosenProfile(settings, SharedFiles(settings)))
    }

    @Test func `order of precedence`() throws {
        try folder.write("[default]\nregion = eu-west-4\n", to: ".aws/config")
        let both = ["AWS_REGION": "eu-west-2", "AWS_DEFAULT_REGION": "eu-west-3"]
        #expect(try region(AWSSettings(region: "eu-west-1", environment: [:]), both) == "eu-west-1")
        #expect(try region(AWSSettings(environment: [:]), both) == "eu-west-2")
        #expect(try region(AWSSettings(environment: [:]), ["AWS_DEFAULT_REGION": "eu-west-3"]) == "eu-west-3")
        #expect(try region(AWSSettings(environment: [:]), [:]) == "eu-west-4")
    }

    @Test func `none is an error`() {
        let error = #expect(throws: AWSError.self) { try region(AWSSettings(environment: [:]), [:]) }
        #expect(error?.kind == .configuration && error?.sentence.contains("AWS_REGION") == true)
    }

    @Test(arguments: ["eu west 1", "evil.example/", "EU-WEST-1", "-x", "x-", "a@b"])
    func `what is no label is refused`(name: String) {
        #expect(throws: AWSError.self) { try region(AWSSettings(region: name, environment: [:]), [:]) }
    }
}
