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

    /// The configuration of one side; `nil` for a service that it does not have.
    func side(_ side: ServiceSide) -> SideConfiguration? {
        services.first { $0.name == side.service }.map { side.side == .old ? $0.old : $0.new }
    }
}
