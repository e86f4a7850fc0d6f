import ArgumentParser
import MigrationFile
import Model

/// With which settings AWS is asked, instead of those of the configuration: for every command that asks it.
struct AWSOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The region, instead of the configuration's.", valueName: "region"))
    var region: String?
    @Option(
        help: ArgumentHelp("A profile of the shared AWS files, instead of the configuration's.", valueName: "profile"))
    var profile: String?

    func validate() throws {
        if let region, let fault = PlainValidators.faultOfRegion(region) {
            throw ValidationError("--region: \(fault); write e.g. --region ap-northeast-1")
        }
    }

    /// What was typed; `nil` for nothing.
    var typed: AWSOverride? { AWSOverride(region: region, profile: profile) }

    /// The configuration with what was typed.
    func applied(_ configuration: Configuration) -> Configuration { configuration.overridden(by: typed) }
}
