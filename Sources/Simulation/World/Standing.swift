package import Model

extension DeployJob.Standing {
    /// What operators have ordered of a service.
    ///
    /// - Parameter orders: All of them up to now, oldest first.
    package init(of service: String, by orders: [Order]) {
        let pause = Pause.holding(service, orders: orders)
        self.init(isPaused: pause != nil, rollBackAt: pause.flatMap { $0.isRollBack ? $0.at : nil })
    }
}
