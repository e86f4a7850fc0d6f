import Testing

@testable import abreast

@Suite("A service is added to a configuration's text")
struct ServicesBlockTests {
    private let service = ["  # old: what was found", "  web:", "    split: { x: 1 }"]

    private func added(to text: String) throws -> String { try ServicesBlock(text).adding(service) }

    @Test func `it stands behind the last one, and all else stays byte for byte`() throws {
        let text = """
            # of the night shift
            migration: m
            services:

              # the first
              api:   # busy
                old: { auto_scaling_group: a }
              # not yet:
              #  shop:

            # at the end
            rollout_of: nobody
            """
        #expect(
            try added(to: text) == """
                # of the night shift
                migration: m
                services:

                  # the first
                  api:   # busy
                    old: { auto_scaling_group: a }
                  # not yet:
                  #  shop:
                  # old: what was found
                  web:
                    split: { x: 1 }

                # at the end
                rollout_of: nobody
                """)
    }

    @Test func `indentation, line ends and a missing last line end are the file's own`() throws {
        #expect(
            try added(to: "services:\n    api: { a: 1 }")
                == "services:\n    api: { a: 1 }\n    # old: what was found\n    web:\n      split: { x: 1 }\n")
        #expect(
            try added(to: "services: # all\r\n  api: { a: 1 }\r\nregion: r\r\n")
                == "services: # all\r\n  api: { a: 1 }\r\n  # old: what was found\r\n  web:\r\n    split: { x: 1 }\r\n"
                + "region: r\r\n")
        #expect(
            try added(to: "a: 1\r\nservices:\r\n  api: { a: 1 }").hasSuffix("\r\n  web:\r\n    split: { x: 1 }\r\n"))
        #expect(try added(to: "\"services\": &all\n  api: { a: 1 }\n---\n").hasSuffix("split: { x: 1 }\n---\n"))
    }

    @Test func `what has no such lines is refused with its place`() {
        #expect(throws: ServicesBlock.Refusal.inline(line: 2)) { try added(to: "a: 1\nservices: { api: { a: 1 } }\n") }
        #expect(throws: ServicesBlock.Refusal.missing) { try added(to: "{ services: { api: {} } }\n") }
        #expect(throws: ServicesBlock.Refusal.empty(line: 1)) { try added(to: "services:\nregion: r\n") }
    }
}
