import ArgumentParser
import Model

struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Say what abreast finds on this machine: terminal, configuration, store, credentials, clock.",
        discussion: """
            Made to be shown to others: values of keys are never printed, and of account ids only the last digits. AWS is \
            asked one question, whose keys these are, which no policy can deny. It changes nothing. Exit status 0: nothing \
            is wrong; 1: something is.

            As JSON: {"diagnoses": [{"subject", "mark", "words", "advice"}]}, mark: ok, note or wrong.
            """)

    @OptionGroup var common: CommonOptions
    @Flag(help: "Ask AWS nothing: neither whether the credentials are taken nor what time it is there.")
    var offline = false
    @OptionGroup var format: FormatOptions
    @OptionGroup var aws: AWSOptions

    func run() throws {
        try speaking {
            let found = DoctorConfiguration(named: common.config, aws)
            var diagnoses = DoctorTerminal.diagnoses
            diagnoses += [found.diagnosis, DoctorStore.diagnosis(of: found.configuration)]
            diagnoses += try DoctorCredentials(configuration: found.configuration, typed: aws, asks: !offline)
                .diagnoses()
            if format.isJSON {
                print(JSONValue.fields(["diagnoses": .list(diagnoses.map(\.json))]).written, terminator: "")
            } else {
                for line in diagnoses.lines { print(line) }
            }
            if diagnoses.contains(where: { $0.mark == .wrong }) { throw ExitCode(1) }
        }
    }
}
