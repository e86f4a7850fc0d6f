import ArgumentParser
import Model
import Store

struct ResumeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "Let the rollout of a paused service go on.",
        discussion: """
            Someone else's pause is named, and resumed only with --yes. So is one that holds because the weights were \
            changed outside: resuming it takes over the weights that stand.
            """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var services: ServiceOptions
    @OptionGroup var why: ReasonOptions
    @Flag(help: "Resume although someone else paused it, or with the weights that somebody else has set.")
    var yes = false

    func run() throws {
        try speaking {
            let configuration = try common.read()
            let service = try services.resolve(in: configuration)
            let store = try CommandHead.told(configuration) {
                try StorePlace.open(configuration, mode: .readWrite)
            }
            let now = configuration.timekeeper(store).now()
            let board = try storing { () throws(StoreError) in
                try store.board(of: configuration, minutes: 1, at: now)
            }
            let paused = board.services.filter { ($0.name == service || service == nil) && $0.pause != nil }
            guard !paused.isEmpty else {
                tell(service.map { "\($0): is not paused." } ?? "no service is paused.")
                return
            }
            board.sayOtherConfiguration()
            if !yes { try refuse(paused) }
            // Resumes only the pause that the operator has seen, and no later one.
            let order = Order(
                kind: .resume, service: service, actor: Operator.name, at: now, reason: why.reason,
                about: service == nil ? nil : paused.first?.pause?.order, identity: configuration.identity())
            _ = try storing { () throws(StoreError) in try store.post(order) }
            let targets = try OrderTargets(configuration, store)
            for each in paused {
                tell("\(each.name): resumed by \(Operator.name)\(targets.remark(each.name))")
                if let words = each.takenOver { tell("\(each.name): \(words)") }
            }
        }
    }

    /// Refuses to resume when the operator must first know or confirm something.
    private func refuse(_ paused: [Service]) throws {
        var sentences: [String] = []
        var others = false
        for service in paused {
            guard let pause = service.pause else { continue }
            let isOthers = pause.by != Operator.name
            if isOthers || service.takenOver != nil {
                sentences.append("\(service.name): \(pause.sentence(of: service))")
            }
            if let words = service.takenOver { sentences.append("\(service.name): \(words)") }
            if isOthers { others = true }
        }
        guard !sentences.isEmpty else { return }
        let who = others ? "that is not you (\(Operator.name)); " : ""
        throw Failure(sentences + ["\(who)say --yes to resume it all the same."])
    }
}

extension Service {
    /// What resuming its pause accepts; `nil` when that is nothing.
    fileprivate var takenOver: String? {
        guard let found = pause?.terms.found else { return nil }
        let weights = found.map { weight in
            "\(weight.type) \(weight.old.map(String.init) ?? "–")/\(weight.new.map(String.init) ?? "–")"
        }
        let share = found.first?.percent.map { ", \(NumberWords.share($0)) % on new" } ?? ""
        return "resuming takes over what somebody else has set: \(weights.joined(separator: ", ")) (old/new)\(share)"
    }
}
