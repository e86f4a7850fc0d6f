import Testing

@testable import AWS

@Suite struct CredentialChainTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func source(
        _ environment: [String: String] = [:], profile: String? = nil, assumeRole: String? = nil
    ) throws -> String {
        var environment = environment
        environment["HOME"] = folder.path
        let settings = AWSSettings(profile: profile, assumeRole: assumeRole, environment: environment)
        return try CredentialChain(settings).source().origin.description
    }

    private func refusal(_ environment: [String: String] = [:], profile: String? = nil) throws -> String {
        let error = #expect(throws: AWSError.self) { try source(environment, profile: profile) }
        #expect(error?.kind == .configuration)
        return try #require(error).sentence
    }

    private let keys = ["AWS_ACCESS_KEY_ID": "AKIAENV", "AWS_SECRET_ACCESS_KEY": "s"]

    @Test func `environment comes first`() throws {
        try folder.write("[default]\naws_access_key_id = A\naws_secret_access_key = S\n", to: ".aws/credentials")
        #expect(try source(keys) == "the environment (AWS_ACCESS_KEY_ID)")
        #expect(try source() == "profile default of ~/.aws/credentials")
    }

    @Test func `profile of the settings leaves the environment aside`() throws {
        try folder.write("[sre]\naws_access_key_id = A\naws_secret_access_key = S\n", to: ".aws/credentials")
        #expect(try source(keys, profile: "sre") == "profile sre of ~/.aws/credentials")
        #expect(try source(keys.merging(["AWS_PROFILE": "sre"]) { $1 }) == "the environment (AWS_ACCESS_KEY_ID)")
        #expect(try source(["AWS_PROFILE": "sre"]) == "profile sre of ~/.aws/credentials")
    }

    @Test func `order within a profile`() throws {
        let config = """
            [default]
            credential_process = printkeys
            aws_access_key_id = C
            aws_secret_access_key = S
            """
        try folder.write(config, to: ".aws/config")
        #expect(try source() == "credential_process of profile default")
        try folder.write("[default]\naws_access_key_id = A\naws_secret_access_key = S\n", to: ".aws/credentials")
        #expect(try source() == "profile default of ~/.aws/credentials")
        try folder.write("[default]\naws_access_key_id = C\naws_secret_access_key = S\n", to: ".aws/config")
        try folder.write("", to: ".aws/credentials")
        #expect(try source() == "profile default of ~/.aws/config")
    }

    @Test func `chain of roles`() throws {
        let config = """
            [profile top]
            role_arn = arn:top
            source_profile = middle
            [profile middle]
            role_arn = arn:middle
            source_profile = base
            [profile base]
            aws_access_key_id = A
            aws_secret_access_key = S
            """
        try folder.write(config, to: ".aws/config")
        #expect(
            try source(profile: "top")
                == "profile base of ~/.aws/config, assuming role arn:middle, assuming role arn:top")
        #expect(
            try source(profile: "base", assumeRole: "arn:x") == "profile base of ~/.aws/config, assuming role arn:x")
    }

    @Test func `circles are seen`() throws {
        let config = """
            [profile a]
            role_arn = arn:a
            source_profile = b
            [profile b]
            role_arn = arn:b
            source_profile = a
            """
        try folder.write(config, to: ".aws/config")
        #expect(try refusal(profile: "a").contains("a → b → a"))
    }

    @Test func `profile may take its own keys`() throws {
        let config =
            "[profile a]\nrole_arn = arn:a\nsource_profile = a\naws_access_key_id = A\naws_secret_access_key = S\n"
        try folder.write(config, to: ".aws/config")
        #expect(try source(profile: "a") == "profile a of ~/.aws/config, assuming role arn:a")
        try folder.write("[profile a]\nrole_arn = arn:a\nsource_profile = a\n", to: ".aws/config")
        #expect(try refusal(profile: "a").contains("a → a"))
    }

    @Test(arguments: [
        ("Environment", "the environment (AWS_ACCESS_KEY_ID), assuming role arn:r"),
        ("EcsContainer", "the container's credentials endpoint, assuming role arn:r"),
        ("Ec2InstanceMetadata", "the EC2 instance's role (IMDS), assuming role arn:r"),
    ])
    func `credential sources`(kind: String, description: String) throws {
        try folder.write("[profile r]\nrole_arn = arn:r\ncredential_source = \(kind)\n", to: ".aws/config")
        #expect(try source(keys, profile: "r") == description)
    }

    @Test(arguments: [
        ("role_arn = arn:r", "neither source_profile nor credential_source"),
        ("role_arn = arn:r\nsource_profile = x\ncredential_source = Environment", "both source_profile"),
        ("role_arn = arn:r\nsource_profile = absent", "the profile absent is neither"),
        ("role_arn = arn:r\nsource_profile = empty", "the profile empty, which p takes its keys from, has none"),
        ("role_arn = arn:r\ncredential_source = Moon", "credential_source = Moon"),
        ("role_arn = arn:r\ncredential_source = Environment", "AWS_ACCESS_KEY_ID is unset"),
        ("role_arn = arn:r\nsource_profile = x\nmfa_serial = arn:mfa", "MFA"),
        ("sso_session = corp", "aws configure export-credentials --profile p --format process"),
        ("sso_start_url = https://sso.example\nsso_account_id = 1", "aws configure export-credentials"),
        ("aws_access_key_id = A", "no aws_secret_access_key"),
    ])
    func `what cannot work is refused`(section: String, words: String) throws {
        try folder.write("[profile p]\n\(section)\n[profile empty]\nregion = r\n", to: ".aws/config")
        #expect(try refusal(profile: "p").contains(words))
    }

    @Test func `exported keys go before SSO`() throws {
        try folder.write("[profile p]\nsso_session = corp\n", to: ".aws/config")
        try folder.write("[p]\naws_access_key_id = A\naws_secret_access_key = S\n", to: ".aws/credentials")
        #expect(try source(profile: "p") == "profile p of ~/.aws/credentials")
    }

    @Test func `web identity`() throws {
        let environment = ["AWS_WEB_IDENTITY_TOKEN_FILE": "/t", "AWS_ROLE_ARN": "arn:w"]
        #expect(try source(environment) == "the environment: web identity token /t for role arn:w")
        #expect(try refusal(["AWS_WEB_IDENTITY_TOKEN_FILE": "/t"]).contains("AWS_ROLE_ARN"))
        try folder.write("[profile w]\nrole_arn = arn:p\nweb_identity_token_file = /p\n", to: ".aws/config")
        #expect(
            try source(profile: "w") == "profile w of ~/.aws/config: web identity token /p for role arn:p")
    }

    @Test func `machines own sources come last`() throws {
        let container = ["AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://127.0.0.1/x"]
        #expect(try source(container) == "the container's credentials endpoint")
        #expect(try source() == "the EC2 instance's role (IMDS)")
        #expect(try source(["AWS_EC2_METADATA_DISABLED": "true"]) == "no source")
    }

    @Test func `half a key is refused`() throws {
        #expect(try refusal(["AWS_ACCESS_KEY_ID": "A"]).contains("AWS_SECRET_ACCESS_KEY is not"))
    }

    @Test func `secrets stay inside`() throws {
        let credentials = Credentials(
            accessKeyID: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "topsecret", sessionToken: "alsosecret")
        var dumped = ""
        dump(credentials, to: &dumped)
        let source = CredentialSource.keys(credentials, profile: "p", file: "f")
        var dumpedSource = ""
        dump(source, to: &dumpedSource)
        for text in ["\(credentials)", String(reflecting: credentials), dumped, "\(source)", dumpedSource] {
            #expect(!text.contains("secret"))
        }
        #expect("\(credentials)" == "credentials of AKIA…MPLE")
    }
}
