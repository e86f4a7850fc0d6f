extension Scenario {
    /// The same with everything that happens, and is seen, so many seconds later; it lasts as much longer, in whole
    /// minutes. The plans of the services keep their times.
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
