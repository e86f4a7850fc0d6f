import AWS
import ArgumentParser
import Glibc
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
            Logs to stderr, one line each, as key=value: orders, the claims and answers of steps, each call that moves \
            weights and its answer, changed verdicts and headlines, what fails. SIGTERM and SIGINT end it cleanly. SIGHUP makes it read its file anew, whole or not at all; \
            in a terminal it ends it. When another process polls already, it waits and takes over \
            within 11 s of that one's death.
            """)

    @OptionGroup var common: CommonOptions
    @Flag(help: "Read everything once; exit status 0, or 1 with a table of what failed.")
    var once = false
    @Flag(name: .shortAndLong, help: "Log every call and every answer, not only what changes.")
    var verbose = false
    @Option(help: "How a line of the log is written.")
    var logFormat = LogFormat.text
    @Flag(help: "Let the store follow this file, though it was polled with another one that moves something else.")
    var adopt = false
    @OptionGroup var aws: AWSOptions

    func run() throws {
        try speaking {
            let configuration = try aws.applied(common.read())
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
            let sides = try SideGuard.check(configuration, within: .seconds(5))
            sides.record(in: store)
            if once {
                sides.sayRemarks()
                try pollOnce(configuration, store)
            } else {
                try pollOn(configuration, store, sides)
            }
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

    private func pollOn(_ configuration: Configuration, _ store: SQLiteStore, _ sides: SideFindings) throws {
        let log = LogWriter(format: logFormat, threshold: verbose ? .debug : .info)
        // Blocked before any thread is created, so that all threads leave these signals to `sigtimedwait`.
        SignalHold.hold()
        var service = try PollService(configuration, store: store, log: log.write)
        let file = configuration.file ?? "no file"
        log.tell(.info, "polling \(configuration.migration) by \(file) into \(store.path)")
        sides.log(log.write)
        if let disk = store.disk, disk.isNetwork {
            log.tell(
                .warning, "\(store.path) is on a network file system (\(disk.kind)): keep the store on a local disk")
        }
        while true {
            switch SignalHold.wait(milliseconds: 1000) {
            // In a terminal it means that the terminal is gone.
            case SIGHUP? where isatty(STDIN_FILENO) == 0 && isatty(STDERR_FILENO) == 0:
                do {
                    try service.reload()
                    log.tell(.info, "the configuration was read anew")
                } catch {
                    let why = (error as? Failure)?.line ?? "\(error)"
                    log.tell(.error, "the configuration was not read anew, the old one stays: \(why)")
                }
            case let signal?:
                log.tell(.info, "ending on signal \(signal)")
                return try service.end()
            case nil:
                guard service.hasEnded else { continue }
                if let error = try service.refusal() { throw Failure(pollingRefused: error) }
                return
            }
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
            lines += outcome.problems.map { "\(outcome.source.title): \(Sanitizer.text($0))" }
        }
        if let error = report.storeError { lines.append("not written: \(error.sentence)") }
        if let holder = report.otherHolder { lines.append("not written here: \(holder) polls now") }
        let sum = calls.values.reduce(0, +)
        let detail = calls.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
        lines.append("\(sum) API calls\(detail.isEmpty ? "" : ": \(detail)")")
        return lines
    }
}
