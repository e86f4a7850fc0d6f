import Foundation
import Model
import Testing

@testable import AWS

@Suite("Fields of answers, read by their kinds")
struct AnsweredTests {
    private struct Thing: Decodable {
        struct Part: Decodable, Equatable { let id: String }

        @Answered<Wire.Text> var text: String?
        @Answered<Wire.Count> var count: Int?
        @Answered<Wire.Switch> var isOn: Bool
        @Answered<Wire.OnSwitch> var isKept: Bool
        @Answered<Wire.Word<TargetState>> var state: TargetState?
        @Answered<Wire.List<Part>> var parts: [Part]
        @Answered<Wire.WholeList<Part>> var whole: [Part]
    }

    private struct Sizes: Decodable { @Answered<Wire.NeededCount> var size: Int }

    private func json<Value: Decodable>(_ text: String) throws -> Value {
        try JSONDecoder().decode(Value.self, from: Data(text.utf8))
    }

    private func xml(_ content: String) throws -> Thing {
        try Thing(from: XMLFieldDecoder([try #require(XMLElement(document: Array("<a>\(content)</a>".utf8)))]))
    }

    @Test(arguments: ["{}", #"{"text": null, "count": null, "state": null, "parts": null, "whole": null}"#])
    func `what is not said is nothing, none, or the usual`(text: String) throws {
        let thing: Thing = try json(text)
        #expect(thing.text == nil && thing.count == nil && !thing.isOn && thing.isKept && thing.state == nil)
        #expect(thing.parts.isEmpty && thing.whole.isEmpty)
    }

    @Test func `XML and JSON are read alike`() throws {
        let written: Thing = try json(
            """
            {"text": 7, "count": "12", "isOn": true, "isKept": false, "state": "lost", "parts": [{"id": "a"}, 3, {}],
             "whole": [{"id": "b"}]}
            """)
        let marked = try xml(
            """
            <text>7</text><count> 12 </count><isOn>true</isOn><isKept>false</isKept><state>lost</state>
            <parts><member><id>a</id></member><member><no/></member></parts><whole><item><id>b</id></item></whole>
            """)
        for thing in [written, marked] {
            #expect(thing.text == "7" && thing.count == 12 && thing.isOn && !thing.isKept)
            #expect(thing.state == .other("lost") && thing.parts.map(\.id) == ["a"] && thing.whole.map(\.id) == ["b"])
        }
        #expect(try xml("<parts/><whole> </whole><count/>").whole.isEmpty)
    }

    @Test func `a list whose elements are counted is refused for an odd one`() {
        #expect(throws: DecodingError.self) { let _: Thing = try json(#"{"whole": [{"id": "a"}, {}]}"#) }
        #expect(throws: DecodingError.self) { try xml("<whole><member><no/></member></whole>") }
    }

    @Test(arguments: ["-1", "1000000001", "9223372036854775807", "-9223372036854775808", "1e30", "2.5", "\"\"", "[]"])
    func `a number beyond its bounds is none, and an error where it must be there`(number: String) throws {
        let thing: Thing = try json(#"{"count": \#(number)}"#)
        #expect(thing.count == nil)
        #expect(throws: DecodingError.self) { let _: Sizes = try json(#"{"size": \#(number)}"#) }
    }

    @Test func `a number at its bounds is one`() throws {
        for number in [0, 1_000_000] {
            let sizes: Sizes = try json(#"{"size": \#(number)}"#)
            #expect(sizes.size == number)
        }
    }

    @Test(arguments: ["-1", "256", "9223372036854775807", "ten"])
    func `a record's weight beyond 0 to 255 makes the listing malformed`(weight: String) async {
        let body = """
            <ListResourceRecordSetsResponse><ResourceRecordSets><ResourceRecordSet><Name>a.example.</Name><Type>A</Type>
            <SetIdentifier>x</SetIdentifier><Weight>\(weight)</Weight></ResourceRecordSet></ResourceRecordSets>
            <IsTruncated>false</IsTruncated></ListResourceRecordSetsResponse>
            """
        let error = await #expect(throws: AWSError.self) {
            try await CannedSender(body).route53.recordSets(zone: "Z", name: "a.example", deadline: soon)
        }
        #expect(error?.kind == .malformed)
    }
}
