import Testing

@testable import AWS

@Suite struct XMLElementTests {
    private func piece(_ text: String) -> XMLElement? { XMLElement(document: Array(text.utf8)) }

    @Test func `the source of each element is kept`() throws {
        let inner = #"<b x="1 > 0" y='"'><c>a &amp; &#233;&#x2192;</c><d/></b >"#
        let root = try #require(piece("\u{FEFF}<?xml version=\"1.0\"?>\n<!-- x --><a>\n  \(inner)\n</a>\n"))
        #expect(root.name == "a" && root.children.map(\.source) == [inner] && root.text == "")
        #expect(root["b"]?["c"]?.text == "a & é→" && root["b"]?["d"]?.isEmpty == true && root["e"] == nil)
        #expect(piece("<a><![CDATA[1 < 2]]> &gt;&lt;&quot;&apos;</a>")?.text == "1 < 2 ><\"'")
    }

    @Test(arguments: [
        "", "text", "<a>", "<a></b>", "<a/><b/>", "<a>&nbsp;</a>", "<a>&amp</a>", "<a", "<a><b></a></b>", "<>x</>",
        "<a>&#0;</a>", "<a>&#x1B;</a>",
        String(repeating: "<a>", count: 100) + String(repeating: "</a>", count: 100),
    ])
    func `what is not well formed is refused`(text: String) {
        #expect(piece(text) == nil)
    }

    @Test func `a value has no white space at its ends, and is never empty`() throws {
        let root = try #require(XMLElement(document: Array("<a><b>\n x y\t</b><c/><d> </d></a>".utf8)))
        #expect(root["b"]?.value == "x y" && root["b"]?.text == "\n x y\t")
        #expect(root["c"]?.value == nil && root["d"]?.value == nil && root.value == nil)
    }

    @Test func `what is set is escaped and stands in its place`() throws {
        let root = try #require(piece("<a><b>1</b><c>2</c></a>"))
        #expect(root.setting("b", to: "<&>").source == "<a><b>&lt;&amp;&gt;</b><c>2</c></a>")
        #expect(root.setting("d", to: "3").source == "<a><b>1</b><c>2</c><d>3</d></a>")
        #expect(piece(root.setting("b", to: "<&>").source)?["b"]?.text == "<&>")
    }
}
