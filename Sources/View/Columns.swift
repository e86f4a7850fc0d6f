package import Model

/// The one list of metrics and columns: title, number format and places of each.
///
/// The overview, the service page, graphs, `abreast status` (text and JSON) and the report read it; a snapshot contains
/// every ``Metric``. To add a metric, add its case and facts in `Metric`, its row here, and a step to the store's
/// schema.
package enum Columns {
    /// In the order of the overview, the text and the JSON, from left to right. The service page orders them by rank.
    package static let all: [Column] =
        ofShares + ofMetrics + ofFleets + [
            Column(
                .verdict, "verdict", .count, overview: OverviewPlace("VERDICT", width: .fixed(11)), text: "VERDICT")
        ]

    /// The row of an id. An id without a row is shown nowhere and has its own name.
    package static func column(_ id: Column.ID) -> Column { byID[id] ?? Column(id, "\(id)", .count) }

    /// The row of a metric.
    package static func column(_ metric: Metric) -> Column { column(.metric(metric)) }

    private static let byID = Dictionary(all.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })

    private static let ofShares = [
        Column(
            .ladder, "share on new", .weight,
            overview: OverviewPlace("TRAFFIC ON NEW", short: "ON NEW", width: .fixed(12), rank: 4)),
        Column(
            .intended, "plan %", .weight,
            overview: OverviewPlace("plan", below: "%", width: .fixed(4), before: .one, rank: 1)),
        Column(
            .applied, "set %", .weight,
            overview: OverviewPlace("set", below: "%", width: .fixed(5), before: .one), text: "SET %"),
        Column(
            .observed, "seen %", .share,
            overview: OverviewPlace(
                "seen", below: "%", width: .fixed(5), before: .one, rank: 8),
            text: "SEEN %"),
        Column(
            .next, "next step", .weight,
            overview: OverviewPlace("NEXT STEP", short: "NEXT", width: .fixed(11), rank: 2)),
    ]

    private static let ofMetrics = [
        Column(
            .requests, "requests/min", overview: OverviewPlace("REQ/MIN", width: .fixed(11), rank: 6),
            page: PagePlace(10, .ofTraffic), text: "REQ/MIN", json: "requestsPerMinute",
            minutes: MinutesPlace("requests", places: 0)),
        Column(
            .errorPercent, "5xx %", .percent, overview: OverviewPlace("5XX %", width: .fixed(11), rank: 7),
            page: PagePlace(20, .ofTraffic), text: "5XX %", json: "errorPercent",
            minutes: MinutesPlace("5xx %", places: 2, difference: .points),
            worse: Worse(.ratio, matter: .errors(.new), limit: .errors)),
        Column(
            .p50, "p50 ms", page: PagePlace(60), text: "P50 MS", json: "p50",
            impact: .highest("highest p50 of a minute, ms"), worse: Worse(.relative)),
        Column(
            .p90, "p90 ms", page: PagePlace(75), json: "p90", impact: .highest("highest p90 of a minute, ms"),
            worse: Worse(.relative)),
        Column(
            .p95, "p95 ms", page: PagePlace(50), json: "p95", impact: .highest("highest p95 of a minute, ms"),
            worse: Worse(.relative, matter: .latency(.p95, .new))),
        Column(
            .p99, "p99 ms", overview: OverviewPlace("P99 ms", width: .fixed(12)), page: PagePlace(30, .ofTraffic),
            text: "P99 MS", json: "p99", minutes: MinutesPlace("p99", unit: " ms", places: 0, difference: .relative),
            impact: .highest("highest p99 of a minute, ms"),
            worse: Worse(.relative, matter: .latency(.p99, .new), limit: .latency)),
        Column(
            .ratio(.p99), "p99 new÷old", .count,
            overview: OverviewPlace("", below: "new÷old", width: .fixed(7), before: .one, rank: 3)),
        Column(
            .trend(.p99), "p99 new÷old, 20 min", .count,
            overview: OverviewPlace("NEW÷OLD, 20 min", width: .fixed(20), rank: 0)),
        Column(
            .responseAverage, "average ms", page: PagePlace(70), json: "responseAverage", worse: Worse(.relative)),
        Column(.target2xx, "2xx/min"),
        Column(.target4xx, "4xx/min", page: PagePlace(100, isTrouble: true), json: "target4xx"),
        Column(.target5xx, "5xx/min target", page: PagePlace(80, isTrouble: true), json: "target5xx"),
        Column(.balancer5xx, "5xx/min balancer", page: PagePlace(90, isTrouble: true), json: "balancer5xx"),
        Column(.balancer500, "500/min balancer", page: PagePlace(200, .onceSeen, isTrouble: true)),
        Column(.balancer502, "502/min balancer", page: PagePlace(210, .onceSeen, isTrouble: true)),
        Column(.balancer503, "503/min balancer", page: PagePlace(220, .onceSeen, isTrouble: true)),
        Column(.balancer504, "504/min balancer", page: PagePlace(230, .onceSeen, isTrouble: true)),
        Column(
            .connectionErrors, "conn errors/min", page: PagePlace(130, isTrouble: true), json: "connectionErrors",
            impact: .sum("connections to targets that failed")),
        Column(
            .rejectedConnections, "rejected/min", page: PagePlace(140, isTrouble: true), json: "rejectedConnections",
            impact: .sum("connections refused at the balancer's limit")),
        Column(
            .clientTLSErrors, "TLS errors/min", page: PagePlace(145, isTrouble: true), json: "clientTLSErrors",
            impact: .sum("TLS handshakes of clients that failed")),
        Column(.cpu, "CPU %", page: PagePlace(110), json: "cpu", worse: Worse(.points)),
        Column(.memory, "memory %", page: PagePlace(120), json: "memory", worse: Worse(.points)),
        Column(.healthyHosts, "healthy hosts", page: PagePlace(150)),
        Column(.unhealthyHosts, "unhealthy hosts", page: PagePlace(160, isTrouble: true)),
        Column(.queueAge, "oldest message", page: PagePlace(40)),
        Column(.queueDepth, "waiting messages", page: PagePlace(41)),
        Column(.queueReceived, "received/min", page: PagePlace(42)),
        Column(.queueDeleted, "done/min", page: PagePlace(43)),
        Column(.deadLetters, "dead letters", page: PagePlace(44)),
    ]

    private static let ofFleets = [
        Column(
            .tasks, "serving/wanted", .count, overview: OverviewPlace("TASKS", width: .tasks, rank: 5),
            text: "RUNNING"),
        Column(.count(.healthy), "healthy", .count, text: "HEALTHY", json: "healthy"),
        Column(.count(.unhealthy), "unhealthy", .count, json: "unhealthy"),
        Column(.count(.draining), "draining", .count, json: "draining"),
        Column(.count(.running), "running", .count, json: "running"),
        Column(.count(.pending), "pending", .count, json: "pending"),
        Column(.count(.desired), "desired", .count, json: "desired"),
    ]
}
