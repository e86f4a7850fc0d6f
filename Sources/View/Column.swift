package import Model

/// One row of ``Columns``: what it shows, how its number is written, and where. A place that is `nil` does not show it.
package struct Column: Sendable {
    /// What a column shows.
    package enum ID: Hashable, Sendable {
        /// Of a service.
        case ladder, intended, applied, observed, next, verdict
        /// Of a side, minute by minute. `errorPercent`: 5xx of targets and load balancer per request.
        case metric(Metric), errorPercent
        /// Of a service: new compared with old in one minute, and minute by minute.
        case ratio(Metric), trend(Metric)
        /// Of a side, now: the serving members of the wanted ones, and each count.
        case tasks, count(FleetCount)
    }

    package var id: ID
    /// Name and unit for rows and graphs; at most 16 columns.
    package var title: String
    package var style: NumberFormat.Style
    var overview: OverviewPlace?
    var page: PagePlace?
    /// Its heading in `abreast status`.
    package var text: String?
    /// Its key in `abreast status --json`.
    package var json: String?
    package var minutes: MinutesPlace?
    package var impact: ImpactPlace?
    package var worse: Worse

    init(
        _ id: ID, _ title: String, _ style: NumberFormat.Style, overview: OverviewPlace? = nil, page: PagePlace? = nil,
        text: String? = nil, json: String? = nil, minutes: MinutesPlace? = nil, impact: ImpactPlace? = nil,
        worse: Worse = Worse()
    ) {
        self.id = id
        self.title = title
        self.style = style
        self.overview = overview
        self.page = page
        self.text = text
        self.json = json
        self.minutes = minutes
        self.impact = impact
        self.worse = worse
    }

    /// A metric's column. The metric's unit decides the number format.
    init(
        _ metric: Metric, _ title: String, overview: OverviewPlace? = nil, page: PagePlace? = nil,
        text: String? = nil, json: String? = nil, minutes: MinutesPlace? = nil, impact: ImpactPlace? = nil,
        worse: Worse = Worse()
    ) {
        self.init(
            .metric(metric), title, NumberFormat.Style(metric.facts.unit), overview: overview, page: page, text: text,
            json: json, minutes: minutes, impact: impact, worse: worse)
    }
}

extension Column.ID {
    /// Whether each side has one.
    package var isOfSide: Bool {
        switch self {
        case .ladder, .intended, .applied, .observed, .next, .verdict, .ratio, .trend: false
        case .metric, .errorPercent, .tasks, .count: true
        }
    }

    /// Whether it is counted from requests, which a service without traffic does not have.
    package var isOfTraffic: Bool {
        switch self {
        case .metric, .errorPercent, .ratio, .trend: true
        default: false
        }
    }

    /// The metrics from which it is computed.
    package var metrics: [Metric] {
        switch self {
        case .metric(let metric): [metric]
        case .errorPercent: [.target5xx]
        default: []
        }
    }
}

/// The counts of a side's inventory.
package enum FleetCount: String, CaseIterable, Sendable {
    case healthy, unhealthy, draining, running, pending, desired

    package var path: KeyPath<Counts, Int?> {
        switch self {
        case .healthy: \.healthy
        case .unhealthy: \.unhealthy
        case .draining: \.draining
        case .running: \.running
        case .pending: \.pending
        case .desired: \.desired
        }
    }
}

/// A column of the overview's table of services.
struct OverviewPlace: Sendable {
    /// The least width at which it is readable.
    enum Width: Sendable {
        case fixed(Int)
        /// The first width where columns have space between them, otherwise the narrow one.
        case spacious(Int, narrow: Int)
        /// The width of the widest task count of both sides.
        case tasks
    }

    /// The space in front of it: one column, the gap between two groups, or one less than that.
    enum Before: Sendable { case one, gap, almostGap }

    var title: String
    /// The title where columns have no space between them.
    var short: String
    /// The second line of the heading. Columns of a side have `old` and `new` there.
    var below: String
    var width: Width
    var before: Before
    /// The order in which columns are removed as the screen gets narrower, the lowest first; `nil` for a column that
    /// always stays.
    var rank: Int?

    init(
        _ title: String, short: String? = nil, below: String = "", width: Width, before: Before = .gap,
        rank: Int? = nil
    ) {
        self.title = title
        self.short = short ?? title
        self.below = below
        self.width = width
        self.before = before
        self.rank = rank
    }
}

/// A row and a graph of the service page, and a graph below the overview.
struct PagePlace: Sendable {
    enum Condition: Sendable {
        /// Wherever a service has traffic.
        case ofTraffic
        /// Where there is a series.
        case measured
        /// A row only after it was above zero once; no graph.
        case onceSeen
    }

    /// The lowest comes first, when all of them are shown.
    var rank: Int
    var condition: Condition
    /// Whether it counts events that should not happen. Until one happens, its row comes last.
    var isTrouble: Bool

    init(_ rank: Int, _ condition: Condition = .measured, isTrouble: Bool = false) {
        self.rank = rank
        self.condition = condition
        self.isTrouble = isTrouble
    }
}

/// Two columns of the report's table of minutes, old and new, and a graph of each.
package struct MinutesPlace: Sendable {
    /// The graph's title. The columns' titles add the unit.
    package var name: String
    package var unit: String
    /// Decimals.
    package var places: Int
    /// What follows the two columns.
    package var difference: Worse.Difference

    init(_ name: String, unit: String = "", places: Int, difference: Worse.Difference = .none) {
        self.name = name
        self.unit = unit
        self.places = places
        self.difference = difference
    }
}

/// A row of the report's table of impact, with its title.
package enum ImpactPlace: Sendable {
    /// The highest minute of the window; always shown.
    case highest(String)
    /// The sum of the window's minutes; shown only where it is known for a side.
    case sum(String)
}

/// How to say that new is worse than old.
package struct Worse: Sendable {
    package enum Difference: Sendable {
        /// Counts of two sides with different traffic cannot be compared.
        case none
        /// `+3 points`
        case points
        /// `+12 %`
        case relative
        /// `×2.3`
        case ratio
    }

    /// The absolute limits that a service has.
    enum Limit: Sendable { case errors, latency }

    var difference: Difference
    /// The subject of a verdict about this column.
    var matter: Verdict.Matter?
    /// The absolute limit of this column.
    var limit: Limit?

    init(_ difference: Difference = .none, matter: Verdict.Matter? = nil, limit: Limit? = nil) {
        self.difference = difference
        self.matter = matter
        self.limit = limit
    }

    /// Whether a side exceeds the absolute limit of this column, whoever is to blame.
    func isOverLimit(_ excess: Excess) -> Bool {
        switch limit {
        case .errors: excess.errors
        case .latency: excess.latency
        case nil: false
        }
    }

    /// Whether the verdict is about this column.
    func isMeant(by verdict: Verdict) -> Bool {
        verdict.state == .worse && matter != nil && matter == verdict.matter
    }
}

extension NumberFormat.Style {
    /// The number format of a metric.
    init(_ unit: Metric.Unit) {
        switch unit {
        case .perMinute, .hosts, .messages: self = .count
        case .milliseconds: self = .milliseconds
        case .percent: self = .level
        case .seconds: self = .age
        }
    }
}

extension Board {
    /// The newest number of a side in a column; `missing` for a column without numbers of a side.
    package func latest(_ id: Column.ID, _ side: Side, of service: Service) -> Measured {
        switch id {
        case .metric(let metric): latest(metric, side, of: service)
        case .errorPercent: errorPercent(side, of: service)
        case .count(let count): self.count(count.path, side, of: service)
        case .ladder, .intended, .applied, .observed, .next, .verdict, .tasks, .ratio, .trend: .never
        }
    }

    /// A side's number in one minute; `missing` for a column without minutes.
    package func measured(_ id: Column.ID, _ side: Side, of service: Service, in minute: Minute) -> Measured {
        switch id {
        case .metric(let metric): service[side].series[metric]?[minute] ?? .never
        case .errorPercent: errorPercent(side, of: service, in: minute)
        default: .never
        }
    }
}
