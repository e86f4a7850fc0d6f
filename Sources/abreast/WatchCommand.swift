import ArgumentParser
import Model
import Poll
import Store
import Terminal
import View

struct WatchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract: "Show both sides of the migration, alive; polls too when nobody else does.")

    @OptionGroup var common: CommonOptions
    @Flag(help: "Remove the keys that give orders, and never write to the store: someone else must poll.")
    var readOnly = false
    @Option(help: ArgumentHelp("A theme in btop's format: a file, or a name. Also $ABREAST_THEME.", valueName: "theme"))
    var theme: String?

    func run() throws {
        try speaking {
            Footprint.keepSmall()
            let configuration = try common.read()
            let theme = try ThemeFile.read(named: theme ?? Variables.theme)
            let store = try StorePlace.open(configuration, mode: readOnly ? .readOnly : .readWriteCreate)
            let end = try watch(configuration, store, theme)
            if case .signal(let number) = end { Screen.end(by: number) }
        }
    }

    private func watch(_ configuration: Configuration, _ store: SQLiteStore, _ theme: Theme) throws -> WatchLoop.End {
        let wakeUp = try Self.showing { () throws(TerminalError) in try WakeUp() }
        let screen = try Self.openScreen()
        var state = ScreenState(
            migration: configuration.migration, width: screen.size.width, height: screen.size.height,
            isUTF8: screen.isUTF8, readOnly: readOnly || store.isReadOnly)
        let feed = BoardFeed(store: store, configuration: configuration, minutes: state.window.minutes, wakeUp: wakeUp)
        let desk = OrderDesk(store: store, wakeUp: wakeUp)
        // Read before the first frame, so that it is full: a filled store takes some milliseconds.
        do { state.receive(try feed.read()) } catch { state.notice = .init(text: error.sentence, isFailure: true) }

        let reading = Task.detached { await feed.run() }
        let storing = Task.detached { await desk.run() }
        let polling = state.readOnly ? nil : Task.detached { await Self.poll(configuration, store, desk) }
        var loop = WatchLoop(
            screen: screen, state: state, theme: theme, wakeUp: wakeUp, feed: feed, desk: desk,
            snapshot: { window in Self.snapshot(configuration, store, window, desk) })
        let end = loop.run()
        reading.cancel()
        polling?.cancel()
        desk.close()
        // An order that was given is stored before the program ends, and the lease is given back.
        try waiting {
            await storing.value
            await polling?.value
        }
        return end
    }

    private static func openScreen() throws -> Screen {
        do { return try Screen() } catch { throw Failure("\(error).", status: 4) }
    }

    private static func showing<Value>(_ body: () throws(TerminalError) -> Value) throws -> Value {
        do { return try body() } catch { throw Failure("\(error).", status: 4) }
    }

    /// Polls beside the screen; what goes wrong in this process is said at its foot, what goes wrong at AWS is on the board.
    private static func poll(_ configuration: Configuration, _ store: SQLiteStore, _ desk: OrderDesk) async {
        do {
            let polling = try Polling(configuration, store: store) { note in
                if note.level == .error { desk.tell(note.text, isFailure: true) }
            }
            await polling.run()
        } catch {
            desk.tell((error as? Failure)?.sentences.joined(separator: " ") ?? "\(error)", isFailure: true)
        }
    }

    /// Writes a snapshot in the background and says where it lies.
    private static func snapshot(
        _ configuration: Configuration, _ store: SQLiteStore, _ window: ScreenState.Window, _ desk: OrderDesk
    ) {
        Task.detached {
            do {
                let files = try SnapshotTaking.take(
                    configuration, store: store, minutes: max(60, window.minutes), reason: "", directory: ".")
                desk.tell("snapshot: \(files.markdown)", isFailure: false)
            } catch {
                desk.tell(
                    "NO SNAPSHOT: \((error as? Failure)?.sentences.joined(separator: " ") ?? "\(error)")",
                    isFailure: true)
            }
        }
    }
}
