package import AWS
package import Model
package import Store

/// Reads the services' weights now and then, whole, and keeps them in the store: what a roll back, and the lines for
/// doing it by hand, go by when AWS does not list them.
package struct SplitKeeper: Sendable {
    /// Between two readings.
    private static let pace = Duration.seconds(300)
    /// Before the first, which shall not meet the first polls.
    private static let start = Duration.seconds(3)

    private let services: [ServiceConfiguration]
    private let store: StoreThread
    private let sender: any RequestSender
    private let clock: any WallClock

    /// - Parameter sender: One that paces Route 53.
    package init(
        _ configuration: Configuration, store: any StateStore, sender: any RequestSender, clock: any WallClock
    ) {
        services = configuration.services.filter { $0.split != nil }
        self.store = StoreThread(store, label: "splits")
        self.sender = sender
        self.clock = clock
    }

    /// Keeps on until the task is cancelled.
    package func run() async {
        try? await Task.sleep(for: Self.start)
        while !Task.isCancelled {
            await keep()
            try? await Task.sleep(for: Self.pace)
        }
    }

    /// Reads and keeps once. What cannot be read stays as it was.
    package func keep() async {
        let reader = CurrentReader(sender: sender, deadline: .now + .seconds(20), readsHealth: false)
        let found = await reader.standing(of: services)
        let now = clock.now()
        for service in services {
            guard case .success(let split) = found[service.name] else { continue }
            let text = KeptSplit(split, of: service).text
            try? await store.perform { store throws(StoreError) in
                try store.keepSplit(text, of: service.name, at: now)
            }
        }
    }
}
