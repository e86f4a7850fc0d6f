import Testing

@testable import AWS

@Suite struct SharedFilesTests {
    @Test func `sections keys and comments`() {
        let sections = SharedFiles.parse(
            """
            # a comment
            stray = before any section
            [default]
            Region=eu-west-1   ; said so
            aws_access_key_id = AKIA#1
            [profile  "two words"]
              indented = belongs to nothing, but is a key
            output =
            ; another
            [services lab]
            ecs =
              endpoint_url = http://127.0.0.1:1
              other = x
            long = one
              two
            no equals sign
            [default]
            output = json
            """)
        #expect(
            sections["default"] == ["region": "eu-west-1", "aws_access_key_id": "AKIA#1", "output": "json"])
        #expect(sections["profile two words"]?["indented"] == "belongs to nothing, but is a key")
        #expect(sections["services lab"]?["ecs.endpoint_url"] == "http://127.0.0.1:1")
        #expect(sections["services lab"]?["ecs.other"] == "x")
        #expect(sections["services lab"]?["long"] == "one\ntwo")
        #expect(sections["stray"] == nil)
    }

    @Test func `keys that are all indented alike are keys, and what is indented more belongs to them`() {
        let sections = SharedFiles.parse(
            """
            [profile sre]
                region = eu-west-1
                services = lab
                role_arn = arn:aws:iam::111122223333:role/watch
            \tsource_profile = base
            [services lab]
              ecs =
                endpoint_url = http://127.0.0.1:1
              ec2 =
                endpoint_url = http://127.0.0.1:2
            """)
        #expect(
            sections["profile sre"] == [
                "region": "eu-west-1", "services": "lab", "role_arn": "arn:aws:iam::111122223333:role/watch",
                "source_profile": "base",
            ])
        #expect(sections["services lab"]?["ecs.endpoint_url"] == "http://127.0.0.1:1")
        #expect(sections["services lab"]?["ec2.endpoint_url"] == "http://127.0.0.1:2")
    }

    @Test func `a blank value counts as unset`() throws {
        let folder = try TemporaryFolder()
        try folder.write("[profile sre]\nregion =\ncredential_process =\n", to: ".aws/config")
        try folder.write("[sre]\naws_session_token =\n", to: ".aws/credentials")
        let files = try SharedFiles(AWSSettings(environment: ["HOME": folder.path]))
        #expect(files.profile("sre") == [:])
    }

    @Test func `windows line ends and commands`() {
        let sections = SharedFiles.parse("[a]\r\nregion = x\r\ncredential_process = run 'a # b' ; c\r\n")
        #expect(sections["a"] == ["region": "x", "credential_process": "run 'a # b' ; c"])
    }

    @Test func `both files make a profile`() throws {
        let folder = try TemporaryFolder()
        try folder.write("[profile sre]\nregion = r\naws_access_key_id = config\n", to: ".aws/config")
        try folder.write("[sre]\naws_access_key_id = credentials\n[ci]\n", to: ".aws/credentials")
        let files = try SharedFiles(AWSSettings(environment: ["HOME": folder.path]))
        #expect(files.profile("sre") == ["region": "r", "aws_access_key_id": "credentials"])
        #expect(files.profile("absent") == nil)
        #expect(files.profileNames == ["ci", "sre"])
        #expect(files.configName == "~/.aws/config")
    }

    @Test func `places can be named`() throws {
        let folder = try TemporaryFolder()
        let config = try folder.write("[default]\nregion = here\n", to: "c")
        let keys = try folder.write("[default]\naws_access_key_id = k\n", to: "k")
        let files = try SharedFiles(
            AWSSettings(environment: ["AWS_CONFIG_FILE": config, "AWS_SHARED_CREDENTIALS_FILE": keys]))
        #expect(files.profile("default") == ["region": "here", "aws_access_key_id": "k"])
        #expect(files.credentialsName == keys)
    }

    @Test func `empty and unreadable places`() throws {
        let folder = try TemporaryFolder()
        let files = try SharedFiles(
            AWSSettings(environment: [
                "AWS_CONFIG_FILE": "/dev/null", "AWS_SHARED_CREDENTIALS_FILE": folder.path + "/absent",
            ]))
        #expect(files.profileNames.isEmpty)
        let error = #expect(throws: AWSError.self) {
            try SharedFiles(AWSSettings(environment: ["AWS_CONFIG_FILE": folder.path]))
        }
        #expect(error?.kind == .configuration && error?.sentence.contains(folder.path) == true)
    }

    @Test func `unknown profile names the others`() throws {
        let folder = try TemporaryFolder()
        try folder.write("[profile sre]\nregion = r\n", to: ".aws/config")
        let settings = AWSSettings(profile: "srr", environment: ["HOME": folder.path])
        let error = #expect(throws: AWSError.self) { try ChosenProfile(settings, SharedFiles(settings)) }
        #expect(
            error?.sentence
                == "the profile srr is neither in ~/.aws/config nor in ~/.aws/credentials; there are: sre; write it there, "
                + "or name another")
    }
}
