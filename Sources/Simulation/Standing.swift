package import Model

extension DeployJob.Standing {
    /// What operators have ordered of a service.
    ///
    /// - Parameter orders: All of them up to now, oldest first.
    package init(of service: String, by orders: [Order]) {
        let last = orders.last { order in
            (order.service == nil || order.service == service) && (order.kind == .rollBack || order.kind == .resume)
        }
        isPaused = Pause.holding(service, orders: orders) != nil
        rollBackAt = last?.kind == .rollBack ? last?.at : nil
    }
}
