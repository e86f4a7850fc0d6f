import Model

/// How the services are sorted. Their places stay until a key sorts them again.
package enum ServiceOrder: CaseIterable, Sendable {
    case worst, name, share, errors, p99, nextStep

    var title: String {
        switch self {
        case .worst: "worst first"
        case .name: "by name"
        case .share: "most on new first"
        case .errors: "most errors on new first"
        case .p99: "slowest p99 on new first"
        case .nextStep: "next step first"
        }
    }

    /// The one that a key shows next.
    var following: ServiceOrder {
        let all = Self.allCases
        return all[((all.firstIndex(of: self) ?? 0) + 1) % all.count]
    }

    /// The places of the board's services in this order. What is equal stays as in the configuration; what is not known
    /// comes last.
    func places(_ scene: Scene) -> [Int] {
        let services = scene.board.services
        guard self != .name else {
            return services.indices.sorted { (services[$0].name, $0) < (services[$1].name, $1) }
        }
        let keys = services.map { key($0, scene) ?? .infinity }
        return services.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }
    }

    /// Whether a service that needs eyes more than another one stands below it.
    static func isOutOfDate(_ scene: Scene) -> Bool {
        guard scene.state.order == .worst else { return false }
        let severities = scene.shown.map { Severity(of: $0, scene) }
        return zip(severities, severities.dropFirst()).contains { $1 < $0 && $1.isPinned }
    }

    /// The lowest comes first.
    private func key(_ service: Service, _ scene: Scene) -> Double? {
        switch self {
        case .worst: return Double(Severity(of: service, scene).rawValue)
        case .name: return nil
        case .share: return scene.board.appliedShare(of: service).usable.map { -$0 }
        case .errors: return scene.board.latest(.errorPercent, .new, of: service).usable.map { -$0 }
        case .p99: return scene.board.latest(.metric(.p99), .new, of: service).usable.map { -$0 }
        case .nextStep:
            guard service.pause == nil else { return nil }
            let progress = service.progress(at: scene.board.takenAt)
            return progress.next == nil ? nil : progress.left ?? (progress.phase == .ready ? 0 : nil)
        }
    }
}

/// How urgently a service needs eyes, the most urgent first.
enum Severity: Int, Comparable {
    case worse, blind, held, care, ready, counting, good

    init(of service: Service, _ scene: Scene) {
        let verdict = scene.verdict(of: service)
        if verdict.state == .worse {
            self = .worse
        } else if verdict.state == .blind {
            self = .blind
        } else if service.pause != nil || scene.state.posted[service.name] != nil {
            self = .held
        } else if verdict.blamesBoth {
            self = .care
        } else if service.isSteered, service.phase(at: scene.board.takenAt) == .ready {
            self = .ready
        } else {
            self = verdict.state == .pass ? .good : .counting
        }
    }

    /// Whether its row stays on the screen when there are more services than rows.
    var isPinned: Bool { self <= .held }

    static func < (a: Severity, b: Severity) -> Bool { a.rawValue < b.rawValue }
}
