package import Model

extension DeployJob.Standing {
    /// What operators have ordered for a service.
    ///
    /// - Parameter orders: All orders so far, oldest first.
    package init(of service: String, by orders: [Order]) {
        let pause = Pause.holding(service, orders: orders)
        self.init(isPaused: pause != nil, rollBackAt: pause.flatMap { $0.isRollBack ? $0.at : nil })
    }
}
