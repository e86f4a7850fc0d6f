import Testing

@testable import AWS

@Suite("Typed values out of XML")
struct XMLFieldsTests {
    private struct Thing: Decodable, Equatable {
        struct Part: Decodable, Equatable { let id: Int }

        let name: String
        let count: Int?
        let ratio: Double?
        let isOn: Bool?
        let part: Part?
        let item: [Part]?
    }

    private func thing(_ content: String) throws -> Thing {
        let element = try #require(XMLElement(document: Array("<Thing>\(content)</Thing>".utf8)))
        return try Thing(from: XMLFieldDecoder([element]))
    }

    @Test func `texts, numbers, flags, elements and lists are read, in any order, and others passed over`() throws {
        let found = try thing(
            """
            <item><id>1</id></item><count>7</count><name> a &amp; b </name><isOn>TRUE</isOn><more><name>x</name></more>
            <ratio>0.5</ratio><part><id>3</id></part><item><id>2</id></item>
            """)
        let parts = [Thing.Part(id: 1), Thing.Part(id: 2)]
        #expect(found == Thing(name: " a & b ", count: 7, ratio: 0.5, isOn: true, part: .init(id: 3), item: parts))
    }

    @Test func `an element without content is as good as none, but a text that must be there may be empty`() throws {
        let nothing = Thing(name: "", count: nil, ratio: nil, isOn: nil, part: nil, item: nil)
        #expect(try thing("<name/>") == nothing)
        #expect(try thing("<name></name><count/><ratio> </ratio><isOn/><part>\n</part><item/>") == nothing)
    }

    @Test(arguments: [
        ("<count>1</count>", "name is missing"), ("<name>a</name><count>x</count>", "count: not a number: x"),
        ("<name>a</name><isOn>so</isOn>", "isOn: not true or false: so"),
        ("<name>a</name><part><no/></part>", "part.id is missing"),
        ("<name><b/></name>", "name: elements in the place of a text"),
    ])
    func `what does not fit says where`(content: String, words: String) throws {
        let error = try #require(throws: DecodingError.self) { try thing(content) }
        #expect(error.inWords == words)
    }
}
