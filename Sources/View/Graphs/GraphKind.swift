import Model

/// What a graph can show of a service; `Tab` goes through those that the service has.
enum GraphKind: Hashable {
    case metric(Metric)
    /// 5xx of targets and balancer per request.
    case errorPercent
    /// Of the queue, or of a load balancer that serves both sides: there is one number for both.
    case shared(Metric)

    /// Whether it stands once, for both sides.
    var isShared: Bool { if case .shared = self { true } else { false } }

    var title: String {
        switch self {
        case .metric(let metric), .shared(let metric): metric.title
        case .errorPercent: "5xx %"
        }
    }

    var style: NumberFormat.Style {
        switch self {
        case .metric(let metric), .shared(let metric): metric.style
        case .errorPercent: .percent
        }
    }

    /// Those that have something to show, most telling first.
    static func all(of service: Service) -> [GraphKind] {
        let metrics: [Metric] = [
            .p95, .p50, .responseAverage, .target5xx, .balancer5xx, .target4xx, .cpu, .memory, .connectionErrors,
            .rejectedConnections, .healthyHosts, .unhealthyHosts,
        ]
        func has(_ metric: Metric) -> Bool {
            service.old.series[metric] != nil || service.new.series[metric] != nil
        }
        let traffic: [GraphKind] = service.takesTraffic ? [.metric(.requests), .errorPercent, .metric(.p99)] : []
        let shared = ([.queueAge] + metrics).filter { service.shared[$0] != nil }
        return traffic + shared.map(GraphKind.shared) + metrics.filter(has).map(GraphKind.metric)
    }

    /// How many stand beside each other.
    static func beside(width: Int) -> Int { width >= 180 ? 4 : width >= 76 ? 3 : width >= 60 ? 2 : 1 }

    /// The first graph of the next page; from the last page back to the first.
    static func turn(_ first: Int, by step: Int, of service: Service, width: Int) -> Int {
        let beside = beside(width: width)
        let pages = pages(of: service, width: width)
        return ((first / beside + step + pages) % pages) * beside
    }

    /// How many strips it takes to show all of a service's graphs.
    static func pages(of service: Service, width: Int) -> Int {
        let beside = beside(width: width)
        return max(1, (all(of: service).count + beside - 1) / beside)
    }

    /// A side's value in a minute.
    func measure(_ side: Side, of service: Service, _ board: Board) -> (Minute) -> Measured {
        let never = { (minute: Minute) in Measured(value: nil, minute: minute, readAt: nil, presence: .missing) }
        switch self {
        case .errorPercent: return { board.errorPercent(side, of: service, in: $0) }
        case .metric(.memory) where service.configuration(side).ecs == nil:
            return { Measured(value: nil, minute: $0, readAt: nil, presence: .none) }
        case .metric(let metric):
            guard let series = service[side].series[metric] else { return never }
            return { series[$0] }
        case .shared(let metric):
            guard let series = service.shared[metric] else { return never }
            return { series[$0] }
        }
    }
}

extension Metric {
    /// Name and unit, as rows and graphs have it.
    var title: String {
        switch self {
        case .requests: "requests/min"
        case .target2xx: "2xx/min"
        case .target4xx: "4xx/min"
        case .target5xx: "5xx/min target"
        case .balancer5xx: "5xx/min balancer"
        case .balancer500: "500/min balancer"
        case .balancer502: "502/min balancer"
        case .balancer503: "503/min balancer"
        case .balancer504: "504/min balancer"
        case .responseAverage: "average ms"
        case .p50: "p50 ms"
        case .p95: "p95 ms"
        case .p99: "p99 ms"
        case .healthyHosts: "healthy hosts"
        case .unhealthyHosts: "unhealthy hosts"
        case .connectionErrors: "conn errors/min"
        case .rejectedConnections: "rejected/min"
        case .cpu: "CPU %"
        case .memory: "memory %"
        case .queueAge: "oldest message"
        }
    }

    var style: NumberFormat.Style {
        switch self {
        case .responseAverage, .p50, .p95, .p99: .milliseconds
        case .cpu, .memory: .level
        case .queueAge: .age
        default: .count
        }
    }
}
