import AWS
import Foundation
import Model
import Synchronization

@testable import Rollout

/// A Route 53 with one zone whose weights can be moved, and which fails at the write, or at the reading after it, as told.
final class ScriptedRoute53: RequestSender {
    /// What becomes of one write.
    enum Fault: String, Sendable, CaseIterable {
        case none
        case timeoutBefore, timeoutAfter, resetAfter, server, serverAfter
        case priorRequest, throttled, denied
        /// It never returns: the process hangs, or is dead.
        case hangBefore, hangAfter

        var takesEffect: Bool { [.none, .timeoutAfter, .resetAfter, .serverAfter, .hangAfter].contains(self) }

        func error(_ request: AWSRequest) -> AWSError? {
            func error(_ kind: AWSError.Kind, _ code: String, unsure: Bool) -> AWSError {
                var error = AWSError(
                    kind, service: request.service, operation: request.operation, resource: request.resource,
                    code: code, message: "as told", requestID: "r-\(rawValue)")
                error.mayHaveTakenEffect = unsure
                return error
            }
            switch self {
            case .none, .hangBefore, .hangAfter: return nil
            case .timeoutBefore, .timeoutAfter: return error(.network(.timeout), "", unsure: true)
            case .resetAfter: return error(.network(.reset), "", unsure: true)
            case .server, .serverAfter: return error(.server, "InternalFailure", unsure: true)
            case .priorRequest: return error(.throttled, "PriorRequestNotComplete", unsure: false)
            case .throttled: return error(.throttled, "Throttling", unsure: false)
            case .denied: return error(.accessDenied, "AccessDenied", unsure: false)
            }
        }
    }

    private struct State {
        /// By the records' name, then by type.
        var names = ["api.example.com": ["A": WeightPair(old: 75, new: 25), "AAAA": WeightPair(old: 6, new: 2)]]
        /// Percent on new of `api` after each write that changed something.
        var history: [Double] = []
        var faults: [Fault] = []
        var lastFault = Fault.none
        var sent = 0
        /// Writes after which other weights stood.
        var moved = 0
        var readFault: AWSError.Kind?
        var hangsReads = false
        var isHeld = true
        var waiting: [CheckedContinuation<Void, Never>] = []
        var syncAsked = 0
        var zonesAsked = 0
        var deniesChange = false
        var caller: String?
        var hangsCaller = false
    }

    private let state = Mutex(State())

    /// - Parameters:
    ///   - faults: Of the first writes, in order.
    ///   - last: Of all later ones.
    init(_ faults: [Fault] = [], then last: Fault = .none) {
        state.withLock {
            $0.faults = faults
            $0.lastFault = last
        }
    }

    var weights: [String: WeightPair] {
        get { names["api.example.com"] ?? [:] }
        set { names["api.example.com"] = newValue }
    }
    /// Of all names.
    var names: [String: [String: WeightPair]] {
        get { state.withLock { $0.names } }
        set { state.withLock { $0.names = newValue } }
    }
    var history: [Double] { state.withLock { $0.history } }
    /// Percent on new of both types.
    var percents: [Double?] { weights.sorted { $0.key < $1.key }.map(\.value.percent) }
    var sent: Int { state.withLock { $0.sent } }
    var moved: Int { state.withLock { $0.moved } }
    /// How often the hosted zone was looked for by its name.
    var zonesAsked: Int { state.withLock { $0.zonesAsked } }
    var isHanging: Bool { state.withLock { !$0.waiting.isEmpty } }

    /// Whom STS takes the caller for; without a name it denies to say it.
    func name(caller: String?, hangs: Bool = false) {
        state.withLock {
            $0.caller = caller
            $0.hangsCaller = hangs
        }
    }

    func denyChange() { state.withLock { $0.deniesChange = true } }

    func fail(reads kind: AWSError.Kind?) { state.withLock { $0.readFault = kind } }
    /// All readings from now on, or after the next write, wait for `release`.
    func hang(reads: Bool) { state.withLock { $0.hangsReads = reads } }

    /// Lets all that hangs go on, and everything that comes after it.
    func release() {
        let waiting = state.withLock { state in
            state.isHeld = false
            defer { state.waiting = [] }
            return state.waiting
        }
        for one in waiting { one.resume() }
    }

    private func wait() async {
        await withCheckedContinuation { continuation in
            let goesOn = state.withLock { state in
                if state.isHeld { state.waiting.append(continuation) }
                return !state.isHeld
            }
            if goesOn { continuation.resume() }
        }
    }

    func send(_ request: AWSRequest, deadline: ContinuousClock.Instant) async throws(AWSError) -> AWSResponse {
        func answer(_ text: String) -> AWSResponse {
            AWSResponse(status: 200, headers: [], body: Array(text.utf8), requestID: "r-\(request.operation)")
        }
        switch request.operation {
        case "ListHostedZonesByName":
            state.withLock { $0.zonesAsked += 1 }
            return answer(WireSamples.zones)
        case "ListResourceRecordSets":
            if state.withLock({ $0.hangsReads }) { await wait() }
            if let kind = state.withLock({ $0.readFault }) {
                throw AWSError(kind, service: .route53, operation: request.operation, message: "as told")
            }
            return answer(listing)
        case WeightChange.Call.records.rawValue: return answer(try await write(request, deadline))
        case "GetChange" where state.withLock({ $0.deniesChange }):
            throw AWSError(.accessDenied, service: .route53, operation: request.operation, message: "as told")
        case "GetChange":
            let asked = state.withLock { state in
                state.syncAsked += 1
                return state.syncAsked
            }
            return answer(Self.change("GetChangeResponse", asked > 1 ? "INSYNC" : "PENDING"))
        case "GetCallerIdentity":
            if state.withLock({ $0.hangsCaller }) { await wait() }
            guard let caller = state.withLock({ $0.caller }) else { fallthrough }
            return answer(Self.identity(caller))
        default:
            throw AWSError(.accessDenied, service: request.service, operation: request.operation, message: "unknown")
        }
    }

    private func write(_ request: AWSRequest, _ deadline: ContinuousClock.Instant) async throws(AWSError) -> String {
        let fault = state.withLock { state in
            state.sent += 1
            return state.faults.isEmpty ? state.lastFault : state.faults.removeFirst()
        }
        if fault == .hangBefore { await wait() }
        // Whoever hangs past the deadline sends nothing any more.
        let isLate = fault == .hangBefore && ContinuousClock.now >= deadline
        if fault.takesEffect || fault == .hangBefore && !isLate { take(request.body) }
        if fault == .hangAfter { await wait() }
        if let error = (isLate ? .timeoutBefore : fault).error(request) { throw error }
        return Self.change("Answer", "PENDING")
    }

    private func take(_ body: [UInt8]) {
        let changes = XMLElement(document: body)?["ChangeBatch"]?["Changes"]?.children ?? []
        state.withLock { state in
            let before = state.names
            for record in changes.compactMap({ $0["ResourceRecordSet"] }) {
                guard let name = record["Name"]?.text.dropLast(), let type = record["Type"]?.text,
                    let weight = record["Weight"].flatMap({ Int($0.text) })
                else { continue }
                if record["SetIdentifier"]?.text == "ec2" {
                    state.names[String(name)]?[type]?.old = weight
                } else {
                    state.names[String(name)]?[type]?.new = weight
                }
            }
            guard state.names != before else { return }
            state.moved += 1
            if let percent = state.names["api.example.com"]?["A"]?.percent { state.history.append(percent) }
        }
    }

    private var listing: String {
        let records = names.sorted { $0.key < $1.key }.flatMap { name, weights in
            weights.sorted { $0.key < $1.key }.flatMap { type, weights in
                [
                    WireSamples.record(type, "ec2", weights.old, to: "api-old-1.elb.amazonaws.com", name: name),
                    WireSamples.record(type, "ecs", weights.new, to: "api-new-1.elb.amazonaws.com", name: name),
                ]
            }
        }
        return WireSamples.listing(records.joined())
    }

    private static func identity(_ arn: String) -> String {
        """
        <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>\
        <Arn>\(arn)</Arn><UserId>AIDA</UserId><Account>111122223333</Account></GetCallerIdentityResult>\
        </GetCallerIdentityResponse>
        """
    }

    private static func change(_ root: String, _ status: String) -> String {
        """
        <?xml version="1.0"?>
        <\(root) xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><ChangeInfo><Id>/change/C0123</Id>\
        <Status>\(status)</Status><SubmittedAt>2026-11-23T05:32:07.000Z</SubmittedAt></ChangeInfo></\(root)>
        """
    }
}
