import AWS
import Foundation
import World

/// The world's AWS through our client, and the same through boto3 to compare with.
///
/// moto answers ELBv2, EC2, Auto Scaling and SQS; ministack answers Route 53, ECS, CloudWatch and STS, for moto neither
/// pages record sets rightly nor knows percentiles, and its ECS services start no tasks.
struct EmulatedAWS: Sendable {
    let world: EmulatedWorld
    let client: AWSClient

    /// One client for all tests of the process; the world stands still beneath it.
    static func shared() async throws -> EmulatedAWS {
        try await sharedClient.value
    }

    private static let sharedClient = Task {
        let world = try await EmulatedWorld.shared()
        var variables = world.environment
        variables["AWS_CONFIG_FILE"] = "/nonexistent/config"
        variables["AWS_SHARED_CREDENTIALS_FILE"] = "/nonexistent/credentials"
        return EmulatedAWS(world: world, client: try AWSClient(settings: AWSSettings(environment: variables)))
    }

    var names: WorldNames { world.names }
}
