import ArgumentParser
import Model
import Store

struct PauseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pause",
        abstract: "Hold the rollout of a service: weights stay where they are.",
        discussion: """
            It moves no traffic and rolls nothing back. Every viewer sees it within a second; `abreast gate` obeys it, and \
            steps that were ordered before it are void.
            """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var services: ServiceOptions
    @OptionGroup var why: ReasonOptions
    @Option(
        help: ArgumentHelp(
            "When it is to be looked at again: 30m, 2h; without it as the plan's look_again says.", valueName: "time"))
    var lookAgain: Span?

    func run() throws {
        try speaking {
            let configuration = try common.read()
            let service = try services.resolve(in: configuration)
            let store = try CommandHead.told(configuration) {
                try StorePlace.open(configuration, mode: .readWriteCreate)
            }
            let now = configuration.timekeeper(store).now()
            let order = Order(
                kind: .pause, service: service, actor: Operator.name, at: now, reason: why.reason,
                terms: OrderTerms(lookAgain: patience(service, configuration).map { now + $0 }),
                identity: configuration.identity())
            let board = try storing { () throws(StoreError) in
                _ = try store.post(order)
                return try store.board(of: configuration, minutes: 1, at: now)
            }
            board.sayOtherConfiguration()
            let targets = try OrderTargets(configuration, store)
            for each in board.services where service == nil || each.name == service {
                guard let pause = each.pause else { continue }
                tell("\(each.name): \(pause.sentence(of: each))\(targets.remark(each.name))")
            }
        }
    }

    /// In seconds. With several services, the shortest decides.
    private func patience(_ service: String?, _ configuration: Configuration) -> Double? {
        if let lookAgain { return Double(lookAgain.minutes) * 60 }
        return configuration.services.filter { service == nil || $0.name == service }.compactMap(\.rollout?.lookAgain)
            .min()
    }
}
