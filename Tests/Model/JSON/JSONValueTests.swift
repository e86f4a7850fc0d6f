import Model
import Testing

@Suite struct JSONValueTests {
    @Test func `what is written reads back the same`() throws {
        let value = JSONValue.fields([
            "text": .text("a \"b\" \\ \n\t\u{1B}[31m é 日本 😀 \u{202E}"), "empty": .object([]), "none": .null,
            "list": .list([
                .number(1), .number(-0.25), .number(1e-9), .number(1_700_000_000_123), .bool(true), .list([]),
            ]),
            "long": .list((0..<60).map { .number(Double($0) / 7) }),
        ])
        #expect(try JSONValue(reading: value.written) == value)
        #expect(!value.written.contains("\u{1B}") && !value.written.contains("\u{202E}"))
    }

    @Test func `the fields keep their order and short lists their line`() {
        let value = JSONValue.fields([
            "b": .number(2), "a": .optional(Double.nan), "c": .list([.number(0.1), .number(3)]),
        ])
        #expect(
            value.written == """
                {
                  "b": 2,
                  "a": null,
                  "c": [0.1, 3]
                }

                """)
    }

    @Test(arguments: 0...3)
    func `a list that is written piece by piece is the same text`(count: Int) {
        func value(_ elements: [JSONValue]) -> JSONValue {
            let inner = JSONValue.fields(["c": .list([]), "services": .list(elements), "z": .null])
            return .fields(["services": .list([]), "board": inner, "x": .number(1)])
        }
        let elements = (0..<count).map {
            JSONValue.fields(["name": .text("s\($0)"), "series": .list([.list([.number(Double($0))]), .list([])])])
        }
        var pieces: [String] = []
        value([]).write(filling: ["board", "services"], with: elements) { pieces.append($0) }
        #expect(pieces.joined() == value(elements).written)
        #expect(pieces.count == (count == 0 ? 1 : count + 2))
    }

    @Test(arguments: [
        "", "{", "[1,]", "{\"a\":1,}", "{\"a\" 1}", "01", "+1", "1.", ".5", "1e", "nul", "\"a", "\"\\x\"",
        "\"\\ud800\"",
        "[1] 2", "{\"a\":1,\"a\":2}", "\"\n\"", "1e999", "NaN", "'a'", "{a:1}",
    ])
    func `what is no JSON is refused`(text: String) {
        #expect(throws: JSONSyntaxError.self) { try JSONValue(reading: text) }
    }

    @Test func `what is JSON is taken`() throws {
        #expect(try JSONValue(reading: " [ ] ") == .list([]))
        #expect(try JSONValue(reading: "\"\\ud83d\\ude00\\u00e9\\/\"") == .text("😀é/"))
        #expect(try JSONValue(reading: "-0.5E+2") == .number(-50))
        #expect(throws: JSONSyntaxError.self) { try JSONValue(reading: String(repeating: "[", count: 100_000)) }
    }
}
