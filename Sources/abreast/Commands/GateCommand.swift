import ArgumentParser
import Model
import Store

struct GateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gate",
        abstract: "Ask whether a pipeline may move this service's weights now.",
        discussion: """
            Prints one line with the reason on stdout; before it, on stderr, which file, migration and account it is \
            about. Exit status 0: go. 1: paused, or the new side is worse. 2: blind, \
            nobody polls, or not known yet. 3: the store or the configuration can't be read. With -o json the line is an \
            object: service, answer, status, reason.
            """)

    @OptionGroup var common: CommonOptions
    @Argument(
        help: ArgumentHelp("The service, as the configuration names it.", valueName: "service"),
        completion: Completions.services)
    var service: String
    @Flag(help: "Go on an `unsure` verdict too: for the first step, before new has traffic to be judged by.")
    var allowUnsure = false
    @OptionGroup var format: FormatOptions

    func run() throws {
        try speaking {
            let configuration = try gated { try common.read() }
            _ = try gated { try configuration.service(named: service) }
            let store = try gated {
                try CommandHead.told(configuration) { try StorePlace.open(configuration, mode: .readOnly) }
            }
            let now = configuration.timekeeper(store).now()
            // Of the other services nothing is asked, so nothing of them is read.
            var only = configuration
            only.services = configuration.services.filter { $0.name == service }
            let asked = only
            let board = try storing { () throws(StoreError) in
                try store.board(of: asked, minutes: Rule.window, at: now)
            }
            let answer = board.gate(service, allowUnsure: allowUnsure)
            if format.isJSON {
                let fields: KeyValuePairs<String, JSONValue> = [
                    "service": .text(service), "answer": .text(answer.word), "status": .number(Double(answer.status)),
                    "reason": .text(answer.reason),
                ]
                print(JSONValue.fields(fields).line)
            } else {
                tell("\(answer.word) \(service): \(answer.reason)")
            }
            if answer.status != 0 { throw ExitCode(answer.status) }
        }
    }

    /// Status 2 means "blind or unknown" here, so an unreadable configuration must end with another status.
    private func gated<Value>(_ body: () throws -> Value) throws -> Value {
        do { return try body() } catch let failure as Failure { throw Failure(failure.sentences, status: 3) }
    }
}
