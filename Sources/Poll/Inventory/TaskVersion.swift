import AWS

/// The version of a task as text: family and revision of its task definition, with the digest of its main container's
/// image.
struct TaskVersion: Equatable {
    /// `api:218 @9f2c0e7d0e7d`; the image's tag instead of the digest where none is known. Equal text means equal
    /// version.
    let text: String
    /// Image name and tag, for people.
    let detail: String?

    /// Digits of a digest that are shown; 48 bits do not collide within one migration.
    private static let digits = 12

    init(of task: ECSTask, container: ECSContainer?) {
        let definition = task.taskDefinitionARN.map(Self.tail) ?? "?"
        let image = container?.image
        let digest = container?.imageDigest ?? image.flatMap(Self.digest)
        if let digest {
            text =
                "\(definition) @\(digest.split(separator: ":").last.map { String($0.prefix(Self.digits)) } ?? digest)"
        } else if let tag = image.flatMap(Self.tag) {
            text = "\(definition) \(tag)"
        } else {
            text = definition
        }
        detail = image.map { Self.tail($0.split(separator: "@").first.map(String.init) ?? $0) }
    }

    /// The main container: the one behind the load balancer, else the only one, else the first essential one of the
    /// definition, else the first by name.
    static func mainContainer(
        of task: ECSTask, service: ECSService, definition: TaskDefinition?
    ) -> ECSContainer? {
        let balanced = service.loadBalancers.compactMap(\.containerName)
        let essential = definition?.containers.first(where: \.isEssential)?.name
        return task.containers.first { balanced.contains($0.name) }
            ?? task.containers.first { task.containers.count == 1 || $0.name == essential }
            ?? task.containers.min { $0.name < $1.name }
    }

    /// Whether the definition must be known to tell the main container.
    static func needsDefinition(_ task: ECSTask, service: ECSService) -> Bool {
        let balanced = service.loadBalancers.compactMap(\.containerName)
        return task.containers.count > 1 && !task.containers.contains { balanced.contains($0.name) }
    }

    private static func tail(_ text: String) -> String { text.split(separator: "/").last.map(String.init) ?? text }

    private static func digest(_ image: String) -> String? {
        image.split(separator: "@").dropFirst().first.map(String.init)
    }

    private static func tag(_ image: String) -> String? {
        tail(image).split(separator: ":").dropFirst().first.map(String.init)
    }
}
