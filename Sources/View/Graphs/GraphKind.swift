import Model

/// What a graph can show of a service. `Tab` goes through those that the service has.
enum GraphKind: Hashable {
    case metric(Metric)
    /// 5xx of targets and balancer per request.
    case errorPercent
    /// Of the queue, or of a load balancer that serves both sides: one number for both.
    case shared(Metric)

    /// Whether one graph is for both sides.
    var isShared: Bool { if case .shared = self { true } else { false } }

    /// Its row in the one list of columns.
    var column: Column {
        switch self {
        case .metric(let metric), .shared(let metric): Columns.column(metric)
        case .errorPercent: Columns.column(.errorPercent)
        }
    }

    var title: String { column.title }
    var style: NumberFormat.Style { column.style }

    /// The graphs with data, the most informative first: those counted from requests, those that both sides share, and
    /// the rest.
    static func all(of service: Service) -> [GraphKind] {
        let traffic = service.takesTraffic ? ranked(.ofTraffic).compactMap(GraphKind.init) : []
        let metrics = ranked(.measured).flatMap(\.metrics)
        let shared = metrics.filter { service.shared[$0] != nil }
        let ofSides = metrics.filter { service.old.series[$0] != nil || service.new.series[$0] != nil }
        return traffic + shared.map(GraphKind.shared) + ofSides.map(GraphKind.metric)
    }

    /// The metrics with a row only after they were above zero once.
    static let onceSeen = ranked(.onceSeen).flatMap(\.metrics)

    private static func ranked(_ condition: PagePlace.Condition) -> [Column.ID] {
        Columns.all.filter { $0.page?.condition == condition }
            .sorted { ($0.page?.rank ?? 0) < ($1.page?.rank ?? 0) }.map(\.id)
    }

    private init?(_ id: Column.ID) {
        switch id {
        case .metric(let metric): self = .metric(metric)
        case .errorPercent: self = .errorPercent
        default: return nil
        }
    }

    /// How many graphs are side by side.
    static func beside(width: Int) -> Int { width >= 180 ? 4 : width >= 76 ? 3 : width >= 60 ? 2 : 1 }

    /// The first graph of the next page. After the last page comes the first.
    static func turn(_ first: Int, by step: Int, of service: Service, width: Int) -> Int {
        let beside = beside(width: width)
        let pages = pages(of: service, width: width)
        return ((first / beside + step + pages) % pages) * beside
    }

    /// How many strips show all of a service's graphs.
    static func pages(of service: Service, width: Int) -> Int {
        let beside = beside(width: width)
        return max(1, (all(of: service).count + beside - 1) / beside)
    }

    /// Whether no source has this metric of this side, because it exists for tasks only. That is no gap.
    static func isNotCollected(_ metric: Metric, _ side: Side, of service: Service) -> Bool {
        metric.facts.origin == .tasks && service.configuration(side).ecs == nil
    }

    /// Whether the lowest of several minutes says more than the highest.
    var isLowWorse: Bool { self == .metric(.healthyHosts) }

    /// A side's newest number.
    func latest(_ side: Side, of service: Service, _ board: Board) -> Measured {
        switch self {
        case .metric(let metric) where Self.isNotCollected(metric, side, of: service):
            Measured(value: nil, minute: nil, readAt: nil, presence: .none)
        case .metric, .errorPercent: board.latest(column.id, side, of: service)
        case .shared(let metric): board.latest(in: service.shared[metric])
        }
    }

    /// A side's value in a minute.
    func measure(_ side: Side, of service: Service, _ board: Board) -> (Minute) -> Measured {
        let never = { (minute: Minute) in Measured(value: nil, minute: minute, readAt: nil, presence: .missing) }
        switch self {
        case .errorPercent: return { board.errorPercent(side, of: service, in: $0) }
        case .metric(let metric):
            if Self.isNotCollected(metric, side, of: service) {
                return { Measured(value: nil, minute: $0, readAt: nil, presence: .none) }
            }
            guard let series = service[side].series[metric] else { return never }
            return { series[$0] }
        case .shared(let metric):
            guard let series = service.shared[metric] else { return never }
            return { series[$0] }
        }
    }
}
