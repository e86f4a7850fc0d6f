import Model

/// Checks the configuration that commands would use: the file, or what is wrong with it.
struct DoctorConfiguration {
    let configuration: Configuration?
    let diagnosis: Diagnosis

    /// - Parameters:
    ///   - named: The file of `--config`.
    ///   - aws: What was typed in place of its settings.
    init(named: String?, _ aws: AWSOptions) {
        do {
            let read = try ConfigurationFile.read(named: named)
            let configuration = aws.applied(read.configuration)
            self.configuration = configuration
            let nature = configuration.simulated.map { "simulated (\($0))" } ?? "in \(configuration.region)"
            let services = NumberWords.count(configuration.services.count, "service")
            diagnosis = Diagnosis(
                "configuration", .good, "\(read.path): \(configuration.migration) \(nature), \(services)")
        } catch {
            configuration = nil
            let file = ConfigurationFile.find(named: named).map(ConfigurationFile.absolute)
            let check = NextCommand(file: file, typed: aws.typed).line(.check(online: false))
            let words = (error as? Failure)?.sentences.first ?? "\(error)"
            diagnosis = Diagnosis(
                "configuration", file == nil ? .note : .wrong, words,
                advice: file == nil
                    ? "abreast discover HOST, or abreast init, writes one to begin with"
                    : "\(check) says all that is wrong")
        }
    }
}
