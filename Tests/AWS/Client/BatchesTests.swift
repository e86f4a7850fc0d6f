import Synchronization
import Testing

@testable import AWS

@Suite("Batches, pages and several questions at a time")
struct BatchesTests {
    private static let request = AWSRequest.get(.route53, "Test", path: "/", resource: "test")

    @Test func `batches keep the order and the limit`() {
        #expect(Array(1...5).batches(of: 2) == [[1, 2], [3, 4], [5]])
        #expect([1, 2].batches(of: 2) == [[1, 2]])
        #expect([Int]().batches(of: 3).isEmpty)
        #expect(["b", "a", "b"].withoutRepeats() == ["b", "a"])
    }

    @Test func `results come in the items' order, never more than the limit run at once`() async throws {
        let running = Mutex((now: 0, most: 0))
        let doubled = try await concurrently(Array(0..<20), limit: 3) { item throws(AWSError) in
            running.withLock { running in
                running.now += 1
                running.most = max(running.most, running.now)
            }
            // Later items end earlier.
            try? await Task.sleep(for: .milliseconds(20 - item))
            running.withLock { $0.now -= 1 }
            return item * 2
        }
        #expect(doubled == (0..<20).map { $0 * 2 })
        #expect(running.withLock { $0.most } == 3)
    }

    @Test func `the first error cancels the others, starts nothing more and is the one thrown`() async {
        let started = Mutex<[Int]>([])
        await #expect(throws: refusal(.throttled, code: "1", message: "")) {
            try await concurrently(Array(0..<10), limit: 2) { item throws(AWSError) in
                started.withLock { $0.append(item) }
                if item == 1 { throw refusal(.throttled, code: "1", message: "") }
                do {
                    try await Task.sleep(for: .seconds(30))
                } catch {
                    throw refusal(.cancelled, code: "cancelled", message: "")
                }
            }
        }
        #expect(started.withLock { $0.sorted() } == [0, 1])
    }

    @Test func `pages are followed to the end, an empty marker being one`() async throws {
        let asked = Mutex<[String?]>([])
        let elements = try await allPages { marker throws(AWSError) in
            asked.withLock { $0.append(marker) }
            return switch marker {
            case nil: Page(elements: [1, 2], next: "a", request: Self.request)
            case "a": Page(elements: [], next: "b", request: Self.request)
            default: Page(elements: [3], next: "", request: Self.request)
            }
        }
        #expect(elements == [1, 2, 3])
        #expect(asked.withLock { $0 } == [nil, "a", "b"])
    }

    @Test func `a marker that comes back ends the paging with an error`() async {
        let error = await #expect(throws: AWSError.self) {
            try await allPages { marker throws(AWSError) in
                Page(elements: [0], next: marker == "a" ? "b" : "a", request: Self.request)
            }
        }
        #expect(error?.kind == .malformed)
    }

    @Test func `names that the refusal tells are dropped at once`() async throws {
        let asked = Mutex<[[String]]>([])
        let found = try await findEach(["a-1", "a-2", "a-3"]) { keys throws(AWSError) -> Elements<String> in
            asked.withLock { $0.append(keys) }
            if keys.contains("a-2") {
                throw refusal(.notFound, code: "X.NotFound", message: "The IDs 'a-2, a-9' do not exist.")
            }
            return Elements(values: keys)
        }
        #expect(found == BatchResult(values: ["a-1", "a-3"], missing: ["a-2"]))
        #expect(asked.withLock { $0 } == [["a-1", "a-2", "a-3"], ["a-1", "a-3"]])
    }

    @Test(arguments: [[2], [0, 4], [0, 1, 2, 3, 4]])
    func `where the refusal tells none, halving finds the missing ones`(lacking: [Int]) async throws {
        let names = (0..<5).map { "group-\($0)" }
        let absent = Set(lacking.map { names[$0] })
        let found = try await findEach(names) { keys throws(AWSError) -> Elements<String> in
            if keys.contains(where: absent.contains) {
                throw refusal(.notFound, code: "TargetGroupNotFound", message: "One or more target groups not found")
            }
            return Elements(values: keys)
        }
        #expect(found.values == names.filter { !absent.contains($0) })
        #expect(found.missing == names.filter(absent.contains))
    }

    @Test func `any other refusal is thrown`() async {
        let denied = refusal(.accessDenied, code: "AccessDenied", message: "no")
        await #expect(throws: denied) {
            _ = try await findEach(["a", "b"]) { _ throws(AWSError) -> Elements<String> in throw denied }
        }
    }
}
