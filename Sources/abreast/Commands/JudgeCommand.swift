import ArgumentParser
import Glibc
import Model

struct JudgeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "judge",
        abstract: "Judge minutes out of a file: is the new side as good, worse, or not yet known?",
        discussion: """
            Reads comma-separated rows with the columns service, minute, old_requests, old_errors, new_requests, \
            new_errors, and optionally old_p50, new_p50, old_p95, new_p95, old_p99, new_p99 in milliseconds; an empty \
            field is missing. Each service is an epoch of its own; its minutes must come in order. Prints each change \
            of a verdict, and at the end how it stands; with -o json one line per service and minute, whose `evidence` \
            is the e-value against "new is not worse". A snapshot is judged again from its last change of weights on.

            Exit status 0: all was judged. 1: it could not be read or written. 64: what was asked makes no sense.
            """)

    @Argument(help: ArgumentHelp("The file, - for stdin, or a snapshot's .json.", valueName: "file.csv"))
    var file: String
    @Option(help: "The chance of calling a side worse that is not, for a service over all of its minutes.")
    var alpha = 0.01
    @Option(help: ArgumentHelp("Times old's error rate that new may have.", valueName: "ratio"))
    var tolerate = 1.1
    @Option(
        help: ArgumentHelp("Times old's error rate that new must be shown to stay below to pass.", valueName: "ratio"))
    var margin = 2.0
    @Option(help: ArgumentHelp("Times old's latency that new may take in the same minute.", valueName: "ratio"))
    var latency = 1.2
    @Option(help: ArgumentHelp("Percent of new's requests that is too many by itself.", valueName: "percent"))
    var limit: Double?
    @OptionGroup var format: FormatOptions

    private var settings: JudgeSettings {
        JudgeSettings(
            alpha: alpha, toleratedRatio: tolerate, margin: margin, latencyRatio: latency,
            errorPercent: limit ?? 1, limits: limit.map { Limits(errorPercent: $0) })
    }

    func validate() throws {
        if let problem = settings.problem { throw ValidationError(problem) }
    }

    func run() throws {
        try speaking {
            var run = JudgeRun(settings: settings, json: format.isJSON)
            do throws(JudgeCSVError) {
                if file.hasSuffix(".json") {
                    run.judge(try JudgeSnapshot.read(file))
                } else {
                    var csv = try JudgeCSV.opened(file)
                    try run.judge(&csv)
                }
            } catch {
                throw Failure(error.description)
            }
            let code = run.end()
            guard code == 0 || code == EPIPE else {
                throw Failure("the output could not be written (\(String(cString: strerror(code)))).")
            }
        }
    }
}
