import Glibc
import Model
import Store

/// The steps of a plan whose bake is too short for a verdict, at the rates of the last hour in the store.
struct PlanBakes {
    /// By service; none where they cannot be computed.
    private var short: [String: [ShortBake]] = [:]
    /// For people; empty where all bakes are long enough.
    private(set) var lines: [String] = []

    /// Reads the store if there is one. Without it, or if it cannot be read, the lines say so.
    init(_ configuration: Configuration, _ services: [ServiceConfiguration]) {
        let planned = services.filter { $0.split != nil && !($0.rollout?.steps.isEmpty ?? true) }
        guard !planned.isEmpty else { return }
        let board: Board
        do {
            guard access(try StorePlace.path(of: configuration), F_OK) == 0 else {
                lines = ["nobody has polled yet: whether the bakes are long enough to tell anything is not known"]
                return
            }
            board = try Self.board(configuration)
        } catch {
            let why = (error as? Failure)?.line ?? "\(error)"
            lines = ["whether the bakes are long enough to tell anything is not known: \(why)"]
            return
        }
        for service in board.services {
            guard let plan = planned.first(where: { $0.name == service.name })?.rollout else { continue }
            guard let forecast = BakeForecast(of: service, in: board) else {
                lines.append("\(service.name): the store knows no minute of the last hour to reckon its bakes by")
                continue
            }
            if let disabledReason = forecast.disabledReason {
                lines.append("\(service.name): \(disabledReason)")
                continue
            }
            let bakes = forecast.shortBakes(of: plan)
            short[service.name] = bakes
            lines += bakes.map { "\(service.name): \($0.words)" }
        }
    }

    private static func board(_ configuration: Configuration) throws -> Board {
        let store = try StorePlace.open(configuration, mode: .readOnly)
        let now = configuration.timekeeper(store).now()
        return try storing { () throws(StoreError) in
            try store.board(of: configuration, minutes: Rule.window, at: now)
        }
    }

    /// A service's JSON object with its short bakes; null where they are unknown.
    func added(to object: JSONValue) -> JSONValue {
        guard case .object(let fields) = object, let name = object["service"]?.text else { return object }
        let bakes: JSONValue =
            if let bakes = short[name] {
                .list(
                    bakes.map { bake in
                        .fields([
                            "step": .optional(bake.step), "percent": .number(bake.percent),
                            "bakeSeconds": .number(bake.bake), "provedAfterSeconds": .number(bake.minutes * 60),
                        ])
                    })
            } else {
                .null
            }
        return .object(fields + [JSONField(name: "shortBakes", value: bakes)])
    }
}
