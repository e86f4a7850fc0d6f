/// An EC2 instance.
package struct EC2Instance: Sendable, Equatable {
    /// `i-` and hexadecimal digits.
    package let id: String
    /// The AMI it was started from.
    package var imageID: String?
    /// Its instance type, such as `m5.large`.
    package var type: String?
    /// Seconds since 1970 of the last launch: a stop and a start move it.
    package var launchTime: Double?
    /// `pending`, `running`, `shutting-down`, `terminated`, `stopping` or `stopped`.
    package var state: String?
    /// The availability zone.
    package var zone: String?
    /// The primary private IPv4 address; a terminated instance has none.
    package var privateIP: String?
    /// Virtual processors: cores times threads of a core; nil where the answer does not tell.
    package var processors: Int?
    /// Auto Scaling sets `aws:autoscaling:groupName`, `aws:ec2launchtemplate:id` and `aws:ec2launchtemplate:version`.
    package var tags: [String: String] = [:]

    /// Makes an instance of which only the id is known.
    package init(id: String) {
        self.id = id
    }
}

extension EC2Instance: Decodable {
    private enum CodingKeys: String, CodingKey {
        case id = "instanceId"
        case imageID = "imageId"
        case type = "instanceType"
        case launchTime
        case state = "instanceState"
        case placement
        case privateIP = "privateIpAddress"
        case tags = "tagSet"
        case processors = "cpuOptions"
    }

    private enum ProcessorKeys: String, CodingKey { case coreCount, threadsPerCore }

    private struct State: Decodable {
        let name: String?
    }

    private struct Placement: Decodable {
        let availabilityZone: String?
    }

    private struct Tag: Decodable {
        let key: String
        let value: String?
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        self.init(id: try fields.decode(String.self, forKey: .id))
        imageID = try fields.text(.imageID)
        type = try fields.text(.type)
        launchTime = try fields.epoch(.launchTime)
        state = try fields.decodeIfPresent(State.self, forKey: .state)?.name
        zone = try fields.decodeIfPresent(Placement.self, forKey: .placement)?.availabilityZone
        privateIP = try fields.text(.privateIP)
        if fields.contains(.processors) {
            let options = try fields.nestedContainer(keyedBy: ProcessorKeys.self, forKey: .processors)
            if let cores = try options.number(.coreCount) {
                processors = cores * (try options.number(.threadsPerCore) ?? 1)
            }
        }
        let pairs = try fields.list(of: Tag.self, .tags, element: "item").map { ($0.key, $0.value ?? "") }
        tags = Dictionary(pairs, uniquingKeysWith: { _, last in last })
    }
}
