import Model

extension Configuration {
    /// Every side of every service with its configuration, in the file's order, old before new.
    var sides: [(ServiceSide, SideConfiguration)] {
        services.flatMap { service in
            [
                (ServiceSide(service: service.name, side: .old), service.old),
                (ServiceSide(service: service.name, side: .new), service.new),
            ]
        }
    }

    /// The same with more target groups of some sides, where the side has some and does not name them already.
    func adding(_ groups: [ServiceSide: [String]]) -> Configuration {
        var whole = self
        for index in whole.services.indices {
            for side in Side.allCases {
                let path: WritableKeyPath<ServiceConfiguration, SideConfiguration> = side == .old ? \.old : \.new
                let named = whole.services[index][keyPath: path].targetGroups
                guard !named.isEmpty else { continue }
                let more = groups[ServiceSide(service: whole.services[index].name, side: side)] ?? []
                whole.services[index][keyPath: path].targetGroups += more.filter { group in
                    !named.contains { ForwardReader.means($0, group) }
                }
            }
        }
        return whole
    }

    /// The configuration of one side; `nil` for a service that it does not have.
    func side(_ side: ServiceSide) -> SideConfiguration? {
        services.first { $0.name == side.service }.map { side.side == .old ? $0.old : $0.new }
    }
}
