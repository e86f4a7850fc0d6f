import AWS
import ArgumentParser
import Glibc
import Logging
import Model
import Poll
import Report
import Store
import View

struct PollCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "poll",
        abstract: "Poll both sides without a screen, for systemd; --once reads everything once.",
        discussion: """
            Logs to stderr. SIGTERM and SIGINT end it cleanly. When another process polls already, it waits and takes over \
            within 11 s of that one's death.
            """)

    @OptionGroup var common: CommonOptions
    @Flag(help: "Read everything once; exit status 0, or 1 with a table of what failed.")
    var once = false
    @Flag(name: .shortAndLong, help: "Log every answer, not only what changes.")
    var verbose = false
    @Flag(help: "Let the store follow this file, though it was polled with another one that moves something else.")
    var adopt = false

    func run() throws {
        try speaking {
            let configuration = try common.read()
            try configuration.refuseSimulated("poll")
            let store =
                adopt
                ? try StorePlace.openAny(configuration, mode: .readWriteCreate)
                : try StorePlace.open(configuration, mode: .readWriteCreate)
            guard !store.isReadOnly else { throw Failure(StoreError.readOnly(path: store.path).sentence, status: 3) }
            if adopt {
                try storing { () throws(StoreError) in
                    try store.adopt(configuration.identity(), at: MachineClock().now())
                }
            }
            if once { try pollOnce(configuration, store) } else { try pollOn(configuration, store) }
        }
    }

    private func pollOnce(_ configuration: Configuration, _ store: SQLiteStore) throws {
        let polling = try Polling(configuration, store: store, log: { _ in })
        let report = try waiting {
            let pollers = configuration.pollers(sender: polling.client)
            let once = PollOnce(
                configuration: configuration, pollers: pollers, store: store, account: await polling.account())
            let report = await once.run(holder: Operator.process)
            await polling.client.shutdown()
            return report
        }
        for line in OnceReport.lines(report, calls: polling.client.calls()) { print(line) }
        if report.hasFailed { throw ExitCode(1) }
    }

    private func pollOn(_ configuration: Configuration, _ store: SQLiteStore) throws {
        LoggingSystem.bootstrap(StreamLogHandler.standardError)
        var logger = Logger(label: "abreast")
        logger.logLevel = verbose ? .debug : .info
        let log = logger
        // Blocked before any thread is created, so that all threads leave these signals to `sigwait`.
        var endings = sigset_t()
        sigemptyset(&endings)
        for signal in [SIGTERM, SIGINT, SIGHUP] { sigaddset(&endings, signal) }
        pthread_sigmask(SIG_BLOCK, &endings, nil)

        let polling = try Polling(configuration, store: store) { note in
            log.log(level: note.level.ofLogger, "\(note.text)")
        }
        let hasEnded = RaisedFlag()
        let work = Task.detached {
            await polling.run()
            hasEnded.raise()
        }
        log.info("polling \(configuration.migration) into \(store.path)")
        var signal: Int32 = -1
        while signal < 0 {
            guard !hasEnded.isRaised else { throw Failure("polling has ended; see above.", status: 3) }
            var second = timespec(tv_sec: 1, tv_nsec: 0)
            signal = sigtimedwait(&endings, nil, &second)
        }
        log.info("ending on signal \(signal)")
        work.cancel()
        try waiting { await work.value }
    }
}

extension PollNote.Level {
    fileprivate var ofLogger: Logger.Level {
        switch self {
        case .debug: .debug
        case .info: .info
        case .warning: .warning
        case .error: .error
        }
    }
}

/// The output of `poll --once`: one row for each source, the failures, and the number of calls.
enum OnceReport {
    static func lines(_ report: PollOnce.Report, calls: [String: Int]) -> [String] {
        var table = TextTable(titles: ["SOURCE", "ANSWER", "TIME"], isRight: [false, false, true])
        for outcome in report.outcomes {
            let answer = outcome.problems.isEmpty ? "ok" : outcome.answered ? "partly" : "failed"
            table.add([outcome.source.title, answer, "\(outcome.milliseconds) ms"])
        }
        var lines = table.lines
        for outcome in report.outcomes {
            lines += outcome.problems.map { "\(outcome.source.title): \($0)" }
        }
        if let error = report.storeError { lines.append("not written: \(error.sentence)") }
        if let holder = report.otherHolder { lines.append("not written here: \(holder) polls now") }
        let sum = calls.values.reduce(0, +)
        let detail = calls.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
        lines.append("\(sum) API calls\(detail.isEmpty ? "" : ": \(detail)")")
        return lines
    }
}
