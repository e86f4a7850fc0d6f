import ArgumentParser
import Model
import Store

struct EventsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "events",
        abstract: "Print the timeline, one event a line; --follow goes on.",
        discussion: """
            In the order in which they were stored; what was read from elsewhere may have happened earlier. With \
            --json, one object a line: at, service, kind, actor, before, after, reason, evidence; null where there is \
            none. Naming a service leaves out what concerns other services, and keeps what concerns all.
            """)

    @OptionGroup var common: CommonOptions
    @Argument(
        help: ArgumentHelp("Only of this service and of all together.", valueName: "service"),
        completion: Completions.services)
    var service: String?
    @Flag(help: "Go on with what comes; without --since it begins with the newest ten.")
    var follow = false
    @Flag(help: "One JSON object a line.")
    var json = false
    @Option(help: ArgumentHelp("Only what happened since: 30m, 2h, 1d.", valueName: "time"))
    var since: Span?

    func run() throws {
        try speaking {
            // Before the store creates a thread: the main thread must receive the signals.
            if follow { SignalHold.hold() }
            let configuration = try common.read()
            if let service { _ = try configuration.service(named: service) }
            let store = try StorePlace.open(configuration, mode: .readOnly)
            let now = configuration.timekeeper(store).now()
            let pages = EventPages(store, service: service, since: since.map { now - Double($0.minutes) * 60 })
            let lines = EventLines(isJSON: json, services: configuration.services.map(\.name))
            var events = try pages.rest()
            if follow, since == nil { events = events.suffix(10) }
            guard lines.print(events), follow else { return }
            try goOn(pages, lines, store)
        }
    }

    /// Continues until a signal comes or the reader closes the pipe. Both end with success.
    private func goOn(_ pages: EventPages, _ lines: EventLines, _ store: SQLiteStore) throws {
        var version: Int64?
        while EventLines.isRead {
            let found = try storing { () throws(StoreError) in try store.version() }
            if found != version {
                version = found
                guard lines.print(try pages.rest()) else { return }
            }
            if SignalHold.wait(milliseconds: 200) != nil { return }
        }
    }
}
