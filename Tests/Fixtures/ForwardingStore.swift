package import Model
package import Store

// Tests/Fixtures: what the tests of more than one room stand on. May import Model, Store, AWS and Poll.

/// A store that passes everything on to another one; a test writes only what it wants to be otherwise.
package protocol ForwardingStore: StateStore {
    var inner: SQLiteStore { get }
}

extension ForwardingStore {
    package func append(_ ticks: [Tick], token: Int64) throws(StoreError) { try inner.append(ticks, token: token) }
    package func post(_ order: Order, token: Int64?) throws(StoreError) -> Order {
        try inner.post(order, token: token)
    }
    package func record(_ events: [Event]) throws(StoreError) { try inner.record(events) }
    package func board(of configuration: Configuration, minutes: Int, at now: Moment) throws(StoreError) -> Board {
        try inner.board(of: configuration, minutes: minutes, at: now)
    }
    package func events(after id: Int64, limit: Int) throws(StoreError) -> [Event] {
        try inner.events(after: id, limit: limit)
    }
    package func events(since start: Moment) throws(StoreError) -> [Event] { try inner.events(since: start) }
    package func newestEvent() throws(StoreError) -> Int64 { try inner.newestEvent() }
    package func newestHeadline() throws(StoreError) -> Event? { try inner.newestHeadline() }
    package func orders(after id: Int64) throws(StoreError) -> [Order] { try inner.orders(after: id) }
    package func claim(_ step: WeightStep, telling event: Event, token: Int64) throws(StoreError) -> WeightStep {
        try inner.claim(step, telling: event, token: token)
    }
    package func release(
        _ step: WeightStep, at now: Moment, token: Int64, _ send: () -> Void
    ) throws(StoreError) {
        try inner.release(step, at: now, token: token, send)
    }
    package func update(_ step: WeightStep, telling events: [Event], token: Int64) throws(StoreError) {
        try inner.update(step, telling: events, token: token)
    }
    package func newestSteps() throws(StoreError) -> [WeightStep] { try inner.newestSteps() }
    package func effectiveSteps() throws(StoreError) -> [WeightStep] { try inner.effectiveSteps() }
    package func givenUpSteps() throws(StoreError) -> [WeightStep] { try inner.givenUpSteps() }
    package func keep(_ judged: JudgedServices, token: Int64) throws(StoreError) {
        try inner.keep(judged, token: token)
    }
    package func keep(_ layouts: [String: TopologyReading], at moment: Moment) throws(StoreError) {
        try inner.keep(layouts, at: moment)
    }
    package func keepSplit(_ text: String, of service: String, at moment: Moment) throws(StoreError) {
        try inner.keepSplit(text, of: service, at: moment)
    }
    package func keptSplit(of service: String) throws(StoreError) -> Timed<String>? {
        try inner.keptSplit(of: service)
    }
    package func newestPoll() throws(StoreError) -> Moment? { try inner.newestPoll() }
    package func claimLease(_ claim: LeaseClaim) throws(StoreError) -> Lease? {
        try inner.claimLease(claim)
    }
    package func identity() throws(StoreError) -> MigrationIdentity? { try inner.identity() }
    package func adopt(_ identity: MigrationIdentity, at now: Moment) throws(StoreError) {
        try inner.adopt(identity, at: now)
    }
    package func renewLease(token: Int64, at now: Moment) throws(StoreError) -> Bool {
        try inner.renewLease(token: token, at: now)
    }
    package func releaseLease(token: Int64) throws(StoreError) { try inner.releaseLease(token: token) }
    package func prune(before minute: Minute) throws(StoreError) -> Bool { try inner.prune(before: minute) }
    package func version() throws(StoreError) -> Int64 { try inner.version() }
    package var isReadOnly: Bool { inner.isReadOnly }
}
