package import Model

/// An EC2 instance.
package struct EC2Instance: Sendable, Equatable {
    /// `i-` and hexadecimal digits.
    package let id: String
    /// The AMI it was started from.
    package var imageID: String?
    /// Its instance type, such as `m5.large`.
    package var type: String?
    /// The last launch: a stop and a start move it.
    package var launchTime: Moment?
    /// Where it is in its life.
    package var state: InstanceState?
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

    private struct State: Decodable {
        @Answered<Wire.Word<InstanceState>> var name: InstanceState?
    }

    private struct Placement: Decodable {
        @Answered<Wire.Text> var availabilityZone: String?
    }

    private struct Processors: Decodable {
        @Answered<Wire.Count> var coreCount: Int?
        @Answered<Wire.Count> var threadsPerCore: Int?
    }

    private struct Tag: Decodable {
        let key: String
        @Answered<Wire.Text> var value: String?
    }

    /// Written by hand, for state, zone and processors stand in elements of their own.
    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        self.init(id: try fields.decode(String.self, forKey: .id))
        imageID = try fields.answer(Wire.Text.self, .imageID)
        type = try fields.answer(Wire.Text.self, .type)
        launchTime = try fields.answer(Wire.Time.self, .launchTime)
        state = try fields.answer(Wire.Part<State>.self, .state)?.name
        zone = try fields.answer(Wire.Part<Placement>.self, .placement)?.availabilityZone
        privateIP = try fields.answer(Wire.Text.self, .privateIP)
        let options = try fields.answer(Wire.Part<Processors>.self, .processors)
        processors = options?.coreCount.map { $0 * (options?.threadsPerCore ?? 1) }
        let pairs = try fields.answer(Wire.List<Tag>.self, .tags).map { ($0.key, $0.value ?? "") }
        tags = Dictionary(pairs, uniquingKeysWith: { _, last in last })
    }
}
