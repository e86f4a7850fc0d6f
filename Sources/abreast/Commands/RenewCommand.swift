import ArgumentParser
import Model
import Store

struct RenewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "renew",
        abstract: "Say that somebody is here and looks: the dead man's time begins anew.",
        discussion: """
            Where a plan says dead_man, the rollout rolls back by itself when the verdict is worse for so long and nobody \
            gives any order meanwhile. Renewing is the order that changes nothing else.
            """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var services: ServiceOptions
    @OptionGroup var why: ReasonOptions

    func run() throws {
        try speaking {
            let configuration = try common.read()
            let service = try services.resolve(in: configuration)
            let armed = configuration.services.filter {
                (service == nil || $0.name == service) && $0.rollout?.deadMan != nil
            }
            guard !armed.isEmpty else {
                throw Failure(
                    "\(service ?? configuration.migration): no dead man is armed, so there is nothing to renew; write "
                        + "e.g. dead_man: 20m below rollout.", status: 2)
            }
            let store = try StorePlace.open(configuration, mode: .readWrite)
            let now = configuration.timekeeper(store).now()
            let order = Order(
                kind: .renew, service: service, actor: Operator.name, at: now, reason: why.reason,
                identity: configuration.identity())
            let board = try storing { () throws(StoreError) in
                _ = try store.post(order)
                return try store.board(of: configuration, minutes: Rule.window, at: now)
            }
            for each in board.services where armed.contains(where: { $0.name == each.name }) {
                tell("\(each.name): \(Self.words(each, board))")
            }
        }
    }

    private static func words(_ service: Service, _ board: Board) -> String {
        if let deadMan = board.deadMan(of: service, verdict: board.verdict(of: service)) {
            let left = NumberWords.duration(deadMan.left(at: board.takenAt))
            return "renewed by \(Operator.name); worse, and rolls back by itself in \(left) unless somebody is heard of"
        }
        let given = service.configuration.rollout?.deadMan.map(NumberWords.duration) ?? ""
        return "renewed by \(Operator.name); its \(given) run only while the verdict is worse"
    }
}
