import MigrationFile
import Model

/// Reads the requests of one service: how many, from which clients, and how fast they are answered.
enum TrafficReader {
    private static let keys = [
        "peak", "trough", "peak_hour", "noise", "resolvers", "largest_resolver", "ttl", "pools", "pool_life", "p50_ms",
        "p99_ms", "errors", "client_errors",
    ]

    /// Whether the file gives the service requests, even with errors in the description.
    static func isThere(_ service: LayeredMapping) -> Bool {
        service["traffic"].map { $0.word != "none" } ?? false
    }

    static func read(_ service: LayeredMapping) -> Traffic? {
        let write = "write e.g. traffic: { peak: 4800, p50_ms: 60, p99_ms: 280 }"
        guard let traffic = service.mapping("traffic", keys: keys, write: write) else { return nil }
        let peak = traffic.number(
            "peak", NumberValidator(1...1_000_000, write: "write requests a minute, e.g. peak: 4800"))
        let p50 = traffic.number("p50_ms", NumberValidator(0.1...60_000, write: "write milliseconds, e.g. p50_ms: 60"))
        let p99 = traffic.number(
            "p99_ms", NumberValidator(0.1...600_000, write: "write milliseconds, e.g. p99_ms: 280"))
        if let p50, let p99, p99 <= p50 {
            traffic["p99_ms"]?.note(
                "a p99 of \(NumberWords.milliseconds(p99)) is not above the p50", "write a greater number")
        }
        let resolvers = traffic.number("resolvers", .count(1...10_000, "write e.g. resolvers: 60"), else: 60)
        let largest = largest(traffic, among: resolvers)
        let errors = traffic.number("errors", .percent("write a percentage, e.g. errors: 0.03"), else: 0.02)
        let clientErrors = traffic.number(
            "client_errors", .percent("write a percentage, e.g. client_errors: 1.5"), else: 1)
        if errors + clientErrors > 100 {
            traffic["errors"]?.note("more than every request fails", "write percentages whose sum is at most 100")
        }
        guard let peak, let p50, let p99 else { return nil }
        return Traffic(
            peak: peak,
            trough: traffic.number("trough", .percent("write percent of the peak, e.g. trough: 20"), else: 20),
            peakHour: traffic.number(
                "peak_hour", NumberValidator(0...23.99, write: "write e.g. peak_hour: 19.5"), else: 20),
            noise: traffic.number(
                "noise", NumberValidator(0...50, write: "write a percentage, e.g. noise: 4"), else: 4),
            resolvers: Int(resolvers), largestResolver: largest,
            ttl: Int(traffic.span("ttl", SpanForm(1...86_400, write: "write e.g. ttl: 60s"), else: 60)),
            pools: traffic.number("pools", .percent("write percent of the requests, e.g. pools: 4"), else: 0),
            poolLife: poolLife(traffic), p50: p50, p99: p99, serverErrors: errors, clientErrors: clientErrors)
    }

    /// In percent. The largest resolver has at least its equal part.
    private static func largest(_ traffic: LayeredMapping, among resolvers: Double) -> Double {
        let even = 100 / resolvers
        let usual = max(even, min(100, 4 * even))
        let write = "write percent of the requests, e.g. largest_resolver: 9"
        let largest = traffic.number("largest_resolver", .percent(write), else: usual)
        guard largest >= even else {
            traffic["largest_resolver"]?.note(
                "the largest of \(Int(resolvers)) has at least \(NumberWords.percent(even)) % of the requests", write)
            return usual
        }
        return largest
    }

    /// In seconds; `nil` for `never`, and where the key is absent.
    private static func poolLife(_ traffic: LayeredMapping) -> Double? {
        guard let tree = traffic["pool_life"], tree.word != "never" else { return nil }
        return SpanForm(1...604_800, write: "write e.g. pool_life: 20m, or never").read(tree)
    }
}
