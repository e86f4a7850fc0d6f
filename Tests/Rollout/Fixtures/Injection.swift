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
        if !isHeir { injection.pass("asking") }
        if isCut(deadline) { throw Self.lost(request) }
        let answer = try await aws.send(request, deadline: deadline)
        if !isHeir { injection.pass("answered") }
        if isCut(.now + .seconds(1)) { throw Self.lost(request) }
        return answer
    }

    func prepare(
        _ request: AWSRequest, deadline: ContinuousClock.Instant
    ) async throws(AWSError) -> any PreparedRequest {
        Change(sender: self, request: request)
    }

    /// A change of weights: the bytes leave when the last look releases them.
    private struct Change: PreparedRequest {
        let sender: InjectedSender
        let request: AWSRequest

        func send(
            deadline: ContinuousClock.Instant, lastLook: @escaping LastLook
        ) async throws(AWSError) -> AWSResponse {
            let (injection, isHeir) = (sender.injection, sender.isHeir)
            if !isHeir { injection.pass("sending") }
            do throws(NotReleased) {
                try await lastLook { injection.note("sent") }
            } catch {
                throw AWSError(.cancelled, message: "it was not released")
            }
            if !isHeir, sender.delay > .zero { try? await Task.sleep(for: sender.delay) }
            if sender.isCut(deadline) { throw InjectedSender.lost(request) }
            let answer = try await sender.aws.send(request, deadline: deadline)
            if !isHeir { injection.pass("sent") }
            if sender.isCut(.now + .seconds(1)) { throw InjectedSender.lost(request) }
            return answer
        }
    }

    private func isCut(_ deadline: ContinuousClock.Instant) -> Bool {
        !isHeir && (injection.isDead || ContinuousClock.now >= deadline)
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

    func release(_ step: WeightStep, at now: Moment, token: Int64, _ send: () -> Void) throws(StoreError) {
        try point("last look") { () throws(StoreError) in
            try inner.release(step, at: now, token: token, send)
        }
    }

    func renewLease(token: Int64, at now: Moment) throws(StoreError) -> Bool {
        try check()
        return try inner.renewLease(token: token, at: now)
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

    func claimLease(_ claim: LeaseClaim) throws(StoreError) -> Lease? {
        try check()
        return try inner.claimLease(claim)
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
