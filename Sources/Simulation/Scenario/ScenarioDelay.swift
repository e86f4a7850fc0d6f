extension Scenario {
    /// Returns the scenario with all faults and observations so many seconds later. It lasts longer by the same time,
    /// in whole minutes. The plans of the services keep their times.
    package func delayed(by seconds: Double) -> Scenario {
        var scenario = self
        for index in scenario.faults.indices { scenario.faults[index].at += seconds }
        for index in scenario.sights.indices {
            scenario.sights[index].from += seconds
            scenario.sights[index].by += seconds
        }
        scenario.minutes += Int((seconds / 60).rounded(.up))
        return scenario
    }
}
