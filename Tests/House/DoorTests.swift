import AWS
import Foundation
import Model
import Testing
import View

@testable import Store

/// Each room's door page says what is so: what it imports, which floors it has, which files one should read.
@Suite struct DoorTests {
    static let rooms = (try? Repository.rooms()) ?? []

    @Test func `the rooms are found`() {
        #expect(Self.rooms.count >= 14)
        #expect(Set(["AWS", "Model", "Rollout", "abreast"]).isSubset(of: Self.rooms))
    }

    // MARK: What a room may import

    @Test(arguments: rooms) func `a door's imports are those of the manifest`(room: String) throws {
        let page = try DoorPage(room)
        let target = try #require(Manifest(Repository.text("Package.swift")).targets[room])
        let rooms = try #require(page.words(after: "May import: "), "the page has no line “May import: ”")
        let products = try #require(page.words(after: "From packages: "), "the page has no line “From packages: ”")
        #expect(Set(rooms) == target.rooms)
        #expect(Set(products) == target.products)
    }

    @Test(arguments: rooms) func `the sources import no room that the door leaves out`(room: String) throws {
        let allowed = Set(try #require(try DoorPage(room).words(after: "May import: "))).union([room])
        for file in try Repository.files(of: "Sources/\(room)", ending: ".swift") {
            let text = try Repository.text("Sources/\(room)/\(file)")
            let imported = text.matches(of: /(?m)^(?:package |internal |private )?import (\w+)/).map { String($0.1) }
            let strangers = Set(imported).intersection(Self.rooms).subtracting(allowed)
            #expect(strangers.isEmpty, "\(file) imports \(strangers.sorted().joined(separator: ", "))")
        }
    }

    @Test func `the table of all rooms says the same as the manifest`() throws {
        let rows = try #require(try DoorPage("abreast").table("room"))
        let manifest = Manifest(try Repository.text("Package.swift"))
        #expect(rows.compactMap { DoorPage.quoted($0[0][...]).first }.sorted() == Self.rooms)
        for row in rows {
            let room = try #require(DoorPage.quoted(row[0][...]).first)
            #expect(Set(DoorPage.quoted(row[2][...])) == manifest.targets[room]?.rooms, "\(room)")
        }
    }

    // MARK: The map and the files

    @Test(arguments: rooms) func `each floor stands on the map, and nothing else does`(room: String) throws {
        let rows = try #require(try DoorPage(room).table("floor"), "the page has no table of floors")
        let floors = try Repository.folders(of: "Sources/\(room)").filter { !$0.hasSuffix(".docc") }
        #expect(Set(rows.flatMap { DoorPage.quoted($0[0][...]) }).subtracting(["."]) == Set(floors))
        for row in rows { #expect(row.count == 2 && !row[1].isEmpty, "\(row)") }
    }

    @Test(arguments: rooms) func `each path that a door names is there, from the top of the tree`(room: String) throws {
        let page = try DoorPage(room)
        #expect(!page.paths.isEmpty)
        for path in page.paths { #expect(Repository.exists(path), "\(path) is not there") }
    }

    @Test(arguments: rooms) func `a door names five files to read first, and how to add one more`(room: String) throws {
        let page = try DoorPage(room)
        let section = try #require(page.section("Read first"), "the page has no section “Read first”")
        let files = section.filter { $0.wholeMatch(of: /\d\. `[\w.\/-]+`: .*/) != nil }
        let all = try Repository.files(of: "Sources/\(room)").filter { $0.wholeMatch(of: /.*\.(swift|c|h)/) != nil }
        #expect(files.count == min(5, all.count))
        #expect(page.headings.contains { $0.hasPrefix("One more ") }, "nothing says how to add one more")
    }

    @Test func `a path that is gone, or begins in the room, is found out`() {
        let page = DoorPage(
            "Poll", text: "See `Sources/Poll/Gone.swift`, `Schedule.swift`, `Sources/Poll/Loop/Schedule.swift`.\n")
        #expect(page.paths.count == 3)
        #expect(page.paths.filter { !Repository.exists($0) } == ["Sources/Poll/Gone.swift", "Schedule.swift"])
    }

    // MARK: Lists that the code has too

    @Test func `the door of AWS lists its services`() throws {
        let rows = try #require(try DoorPage("AWS").table("service"))
        let said = rows.map { row in row.prefix(3).map { DoorPage.quoted($0[...]).first ?? "" } }
        #expect(said == AWSService.allCases.map { [$0.rawValue, $0.hostPrefix, $0.configurationKey] })
    }

    @Test func `the door of Poll lists its sources with pace and bound`() throws {
        let rows = try #require(try DoorPage("Poll").table("source"))
        let said = rows.map { row in "\(row[0]) \(row[1]) \(row[2])" }
        #expect(said == Source.allCases.map { "`\($0.rawValue)` \(Int($0.pace)) s \(Int($0.bound)) s" })
    }

    @Test func `the door of Store names the schema's number`() throws {
        #expect(try DoorPage("Store").number(after: "Schema: ") == Schema.known)
    }

    @Test func `the door of Model lists the metrics`() throws {
        #expect(try DoorPage("Model").words(after: "Metrics: ") == Metric.allCases.map(\.rawValue))
    }

    @Test func `the door of View lists the roles of cells`() throws {
        #expect(try DoorPage("View").words(after: "Roles: ") == Role.allCases.map { "\($0)" })
    }
}
