import ArgumentParser
import Model
import Store

struct PauseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pause",
        abstract: "Hold the rollout of a service: weights stay where they are.",
        discussion:
            "It moves no traffic and rolls nothing back. Every viewer sees it within a second; `abreast gate` obeys it."
    )

    @OptionGroup var common: CommonOptions
    @OptionGroup var services: ServiceOptions
    @OptionGroup var why: ReasonOptions

    func run() throws {
        try speaking {
            let configuration = try common.read()
            let service = try services.resolve(in: configuration)
            let board = try post(.pause, service, why.reason, configuration)
            for each in board.services where service == nil || each.name == service {
                guard let pause = each.pause else { continue }
                tell("\(each.name): \(pause.sentence(of: each))")
            }
        }
    }
}

struct ResumeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "Let the rollout of a paused service go on.",
        discussion: "Someone else's pause is named, and resumed only with --yes.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var services: ServiceOptions
    @OptionGroup var why: ReasonOptions
    @Flag(help: "Resume although someone else paused it.")
    var yes = false

    func run() throws {
        try speaking {
            let configuration = try common.read()
            let service = try services.resolve(in: configuration)
            let store = try StorePlace.open(configuration, mode: .readWrite)
            let now = configuration.timekeeper(store).now()
            let before = try storing { () throws(StoreError) in try store.board(of: configuration, minutes: 1, at: now)
            }
            let paused = before.services.filter { ($0.name == service || service == nil) && $0.pause != nil }
            guard !paused.isEmpty else {
                tell(service.map { "\($0): is not paused." } ?? "no service is paused.")
                return
            }
            let others = paused.filter { $0.pause?.by != Operator.name }
            if !yes, !others.isEmpty {
                throw Failure(
                    others.map { "\($0.name): \($0.pause?.sentence(of: $0) ?? "")" }
                        + ["that is not you (\(Operator.name)); say --yes to resume it all the same."])
            }
            _ = try storing { () throws(StoreError) in
                try store.post(
                    Order(kind: .resume, service: service, actor: Operator.name, at: now, reason: why.reason))
            }
            for each in paused { tell("\(each.name): resumed by \(Operator.name)") }
        }
    }
}

/// Stores an order, and reads the board as it is then.
private func post(
    _ kind: Order.Kind, _ service: String?, _ reason: String, _ configuration: Configuration
) throws -> Board {
    let store = try StorePlace.open(configuration, mode: .readWriteCreate)
    let now = configuration.timekeeper(store).now()
    return try storing { () throws(StoreError) in
        _ = try store.post(Order(kind: kind, service: service, actor: Operator.name, at: now, reason: reason))
        return try store.board(of: configuration, minutes: 1, at: now)
    }
}
