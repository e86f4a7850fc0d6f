import AWS
import Foundation
import MigrationFile
import Model
import World

// What the tests of weights ask of the emulated world.
extension EmulatedWorld {
    func configuration(_ path: String) throws -> Configuration {
        try Configuration.read(text: String(contentsOfFile: path, encoding: .utf8), file: path)
    }

    func client(_ path: String) throws -> AWSClient {
        let configuration = try configuration(path)
        func plain(_ name: String) -> String { name.lowercased().filter { $0 != "_" } }
        return try AWSClient(
            settings: AWSSettings(
                region: configuration.region, profile: nil, assumeRole: nil, endpoint: nil,
                endpoints: Dictionary(
                    uniqueKeysWithValues: configuration.endpoints.compactMap { name, address in
                        AWSService.allCases.first { plain($0.rawValue) == plain(name) }.map { ($0, address) }
                    }), environment: environment))
    }

    /// Everything in both zones and in all listeners and rules, as boto3 reads it, one line each.
    func everything() throws -> Set<String> {
        let printed = try python(
            """
            for zone in aws.route53.list_hosted_zones()["HostedZones"]:
                pages = aws.route53.get_paginator("list_resource_record_sets").paginate(HostedZoneId=zone["Id"])
                for page in pages:
                    for one in page["ResourceRecordSets"]: print(json.dumps(one, sort_keys=True))
            for balancer in aws.elbv2.describe_load_balancers()["LoadBalancers"]:
                found = aws.elbv2.describe_listeners(LoadBalancerArn=balancer["LoadBalancerArn"])["Listeners"]
                for listener in found:
                    print(json.dumps(listener, sort_keys=True))
                    rules = aws.elbv2.describe_rules(ListenerArn=listener["ListenerArn"])["Rules"]
                    for rule in rules: print(json.dumps(rule, sort_keys=True))
            """)
        return Set(printed.split(separator: "\n").map(String.init))
    }

    /// The same lines without the value of any weight.
    static func weightless(_ lines: Set<String>) -> [String] {
        lines.map { $0.replacing(/"Weight": \d+/, with: "\"Weight\"") }.sorted()
    }
}
