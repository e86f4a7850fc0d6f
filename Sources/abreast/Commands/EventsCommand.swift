import ArgumentParser
import Model
import Store

struct EventsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "events",
        abstract: "Print the timeline, one event a line; --follow goes on.",
        discussion: """
            In the order in which they were stored; what was read from elsewhere may have happened earlier. With \
            -o json, one object a line: at, service, kind, actor, before, after, reason, evidence; null where there is \
            none. Naming a service leaves out what concerns other services, and keeps what concerns all.
            """)

    @OptionGroup var common: CommonOptions
    @Argument(
        help: ArgumentHelp("Only of this service and of all together.", valueName: "service"),
        completion: Completions.services)
    var service: String?
    @Flag(
        name: [.customShort("f"), .long],
        help: "Go on with what comes; without --since and -n it begins with the newest ten.")
    var follow = false
    @OptionGroup var format: FormatOptions
    @Option(
        name: [.customShort("n"), .customLong("lines")],
        help: ArgumentHelp("Only the newest so many.", valueName: "count"))
    var most: Int?
    @Option(help: ArgumentHelp("Only what happened since: 30m, 2h, 1d.", valueName: "time"))
    var since: Span?

    func validate() throws {
        if let most, most < 0 { throw ValidationError("-n takes how many events to print: 0 or more, not \(most)") }
    }

    func run() throws {
        try speaking {
            // Before the store creates a thread: the main thread must receive the signals.
            if follow { SignalHold.hold() }
            let configuration = try common.read()
            if let service { _ = try configuration.service(named: service) }
            let store = try StorePlace.open(configuration, mode: .readOnly)
            let now = configuration.timekeeper(store).now()
            let pages = EventPages(store, service: service, since: since.map { now - Double($0.minutes) * 60 })
            let lines = EventLines(isJSON: format.isJSON, services: configuration.services.map(\.name))
            var events = try pages.rest()
            if let most = most ?? (follow && since == nil ? 10 : nil) { events = events.suffix(most) }
            guard try lines.print(events), follow else { return }
            try goOn(pages, lines, store)
        }
    }

    /// Continues until a signal comes or the reader closes the pipe. Both end with success.
    private func goOn(_ pages: EventPages, _ lines: EventLines, _ store: SQLiteStore) throws {
        var version: Int64?
        while PipeOutput.isRead {
            let found = try storing { () throws(StoreError) in try store.version() }
            if found != version {
                version = found
                guard try lines.print(pages.rest()) else { return }
            }
            if SignalHold.wait(milliseconds: 200) != nil { return }
        }
    }
}
