import AWS
import Fixtures
import Foundation
import Model
import Store
import Synchronization

@testable import Rollout

/// What happens to one process at one point between claim, send and confirm, and the order in which it all happened.
final class Injection: Sendable {
    enum Happening: String, Sendable {
        /// An operator pauses.
        case pause
        /// Nothing of the process reaches the store or AWS any more.
        case crash
        /// Another process takes the lease; this one lives on.
        case lose
    }

    private struct State {
        var points: [String] = []
        var isDead = false
        var journal: [String] = []
    }

    /// Of the points that are passed, counted from 0.
    private let point: Int
    private let happens: @Sendable () -> Bool
    private let state = Mutex(State())

    /// - Parameter happens: What happens at the point; says whether the process dies of it.
    init(at point: Int, _ happens: @escaping @Sendable () -> Bool) {
        self.point = point
        self.happens = happens
    }

    var points: [String] { state.withLock { $0.points } }
    var isDead: Bool { state.withLock { $0.isDead } }
    var journal: [String] { state.withLock { $0.journal } }

    func note(_ words: String) { state.withLock { $0.journal.append(words) } }

    func pass(_ name: String) {
        let isHere = state.withLock { state in
            guard !state.isDead else { return false }
            state.points.append(name)
            return state.points.count - 1 == point
        }
        guard isHere, happens() else { return }
        state.withLock { $0.isDead = true }
    }
}

/// AWS as a process sees it to which something happens.
struct InjectedSender: RequestSender {
    let aws: ScriptedRoute53
    let injection: Injection
    var isHeir = false
    /// Between the decision to send and the sending.
    var delay = Duration.zero

    func send(_ request: AWSRequest, deadline: ContinuousClock.Instant) async throws(AWSError) -> AWSResponse {
        let isWrite = request.operation == WeightChange.Call.records.rawValue
        if isWrite { injection.note("sent") }
        guard !isHeir else { return try await aws.send(request, deadline: deadline) }
        injection.pass(isWrite ? "sending" : "asking")
        if isWrite, delay > .zero { try? await Task.sleep(for: delay) }
        if injection.isDead || ContinuousClock.now >= deadline { throw Self.lost(request) }
        let answer = try await aws.send(request, deadline: deadline)
        injection.pass(isWrite ? "sent" : "answered")
        if injection.isDead { throw Self.lost(request) }
        return answer
    }

    private static func lost(_ request: AWSRequest) -> AWSError {
        var error = AWSError(
            .network(.timeout), service: request.service, operation: request.operation, message: "dead")
        error.mayHaveTakenEffect = true
        return error
    }
}

/// The store as that process sees it.
struct InjectedStore: ForwardingStore {
    let inner: SQLiteStore
    let injection: Injection
    /// Seconds.
    var boardTakes: UInt32 = 0

    private func point<Value>(
        _ name: String, _ body: () throws(StoreError) -> Value
    ) throws(StoreError) -> Value {
        injection.pass("before \(name)")
        try check()
        let value = try body()
        injection.pass("after \(name)")
        try check()
        return value
    }

    private func check() throws(StoreError) {
        if injection.isDead { throw .failed(path: inner.path, doing: "anything", why: "the process is dead") }
    }

    func claim(_ step: WeightStep, telling event: Event, token: Int64) throws(StoreError) -> WeightStep {
        try point("claim") { () throws(StoreError) in try inner.claim(step, telling: event, token: token) }
    }

    func update(_ step: WeightStep, telling events: [Event], token: Int64) throws(StoreError) {
        try point("update") { () throws(StoreError) in try inner.update(step, telling: events, token: token) }
    }

    func renewLease(token: Int64, at now: Moment) throws(StoreError) -> Bool {
        try point("last look") { () throws(StoreError) in try inner.renewLease(token: token, at: now) }
    }

    func append(_ ticks: [Tick], token: Int64) throws(StoreError) {
        try check()
        try inner.append(ticks, token: token)
    }

    func post(_ order: Order, token: Int64?) throws(StoreError) -> Order {
        try check()
        return try inner.post(order, token: token)
    }

    func record(_ events: [Event]) throws(StoreError) {
        try check()
        try inner.record(events)
    }

    func keep(_ judged: JudgedServices, token: Int64) throws(StoreError) {
        try check()
        try inner.keep(judged, token: token)
    }

    func keep(_ layouts: [String: TopologyReading], at moment: Moment) throws(StoreError) {
        try check()
        try inner.keep(layouts, at: moment)
    }

    func board(of configuration: Configuration, minutes: Int, at now: Moment) throws(StoreError) -> Board {
        try check()
        sleep(boardTakes)
        return try inner.board(of: configuration, minutes: minutes, at: now)
    }

    func claimLease(holder: String, at now: Moment, obeys: Bool) throws(StoreError) -> Lease? {
        try check()
        return try inner.claimLease(holder: holder, at: now, obeys: obeys)
    }

    func releaseLease(token: Int64) throws(StoreError) {
        try check()
        try inner.releaseLease(token: token)
    }

    func version() throws(StoreError) -> Int64 {
        try check()
        return try inner.version()
    }
}
