/// The line that `world.py serve` prints when its world is ready.
package struct WorldDescription: Decodable, Sendable {
    /// Process id of world.py.
    package let pid: Int32
    package let endpoints: [String: String]
    package let faultEndpoints: [String: String]
    /// Base address of the instance metadata service (tokens required).
    package let imdsEndpoint: String
    package let environment: [String: String]
    package let configPath: String
    package let configTwoPath: String
    package let names: WorldNames
    /// The first fault proxies.
    package let faults: FaultsDescription
}

/// How a program gets to its AWS through fault proxies.
package struct FaultsDescription: Decodable, Sendable {
    /// Which proxies, counted from 0.
    package let number: Int
    package let environment: [String: String]
    package let configPath: String
}

/// What the things of the world are called.
package struct WorldNames: Decodable, Sendable {
    package let account: String
    package let region: String
    /// The hosted zone's name, without its last dot, and its id, without `/hostedzone/`.
    package let zone: String
    package let zoneID: String
    package let cluster: String
    package let clusterARN: String
    package let queue: String
    package let queueURL: String
    /// A role that may be assumed.
    package let roleARN: String
    /// Keys that are valid and may do nothing: `accessKeyID`, `secretAccessKey`.
    package let powerless: [String: String]
    /// `api`, `web`, `worker`, and `checkout` of the second migration.
    package let services: [String: ServiceNames]

    package struct ServiceNames: Decodable, Sendable {
        /// The weighted record's name, where Route 53 splits the service.
        package let record: String?
        /// The listener and the rule that split the service, where a load balancer does.
        package let listenerARN: String?
        package let ruleARN: String?
        package let old: SideNames
        package let new: SideNames
    }

    package struct SideNames: Decodable, Sendable {
        package let setIdentifier: String?
        package let loadBalancer: ResourceName?
        package let targetGroup: ResourceName?
        package let autoScalingGroup: String?
        package let ecsService: String?
    }

    package struct ResourceName: Decodable, Sendable {
        package let name: String
        package let arn: String
        /// The tail of the ARN that CloudWatch takes as dimension, e.g. `app/api-old/50dc6c495c0c9188`.
        package let dimension: String
    }
}
