import AWS
import Foundation
import Model
import World

@testable import Discover

/// Four topologies under names that no test knows beforehand, among 200 load balancers, 300 target groups and many ECS
/// services that belong to none of them. moto answers for load balancers, EC2 and Auto Scaling, ministack for Route 53
/// and ECS.
struct TopologyWorld: Sendable {
    struct Layout: Decodable, Sendable {
        struct Side: Decodable, Sendable {
            let group: String
            let fleet: String
            let cluster: String?
            let balancer: String
            let id: String?
        }

        let host: String
        let zone: String
        let region: String
        let listener: String?
        let rule: String?
        let old: Side
        let new: Side
    }

    let world: EmulatedWorld
    let layouts: [String: Layout]
    let seed: Int

    /// One world for all tests of the process: the tests only read.
    static func shared() async throws -> TopologyWorld { try await made.value }

    private static let made = Task {
        let world = try await EmulatedWorld.borrow()
        let seed = Int.random(in: 0..<1_000_000)
        let printed = try world.python("import layouts\nprint(json.dumps(layouts.build(aws, \(seed))))")
        let layouts = try JSONDecoder().decode([String: Layout].self, from: Data(printed.utf8))
        return TopologyWorld(world: world, layouts: layouts, seed: seed)
    }

    /// A walk's result with the calls it took, and what was denied.
    func walk(
        _ starts: [Start], hints: Hints = Hints(), denying denied: Set<String> = []
    ) async throws -> (found: Discovered, calls: [String: Int]) {
        let senders = CountedSenders(environment: world.environment, denied: denied)
        let discovery = Discovery(
            starts: starts, hints: hints, region: world.names.region, deadline: .now + .seconds(60)
        ) { region throws(AWSError) in try senders.sender(region) }
        let found = try await discovery.find()
        let calls = await senders.end()
        return (found, calls)
    }
}
