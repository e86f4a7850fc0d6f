import AWS
import FoundationEssentials
import Model

/// Checks where credentials are found, whether AWS accepts them, and how far AWS's clock differs from this machine's.
struct DoctorCredentials {
    let configuration: Configuration?
    /// What was typed, for a machine without a configuration.
    let typed: AWSOptions
    /// Whether to send a request to AWS.
    let asks: Bool

    /// The time limit for the response, in seconds.
    private static let patience = 10

    func diagnoses() throws -> [Diagnosis] {
        if let simulated = configuration?.simulated {
            return [Diagnosis("credentials", .good, "none needed: \(simulated) is simulated, and AWS is not asked")]
        }
        return try [Self.variables].compactMap { $0 } + ofCredentials()
    }

    /// The names of the environment variables that are set and used, never their values.
    private static var variables: Diagnosis? {
        let proxies = ["HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"]
        let names = ProcessInfo.processInfo.environment.filter { name, value in
            !value.isEmpty && (name.hasPrefix("AWS_") || proxies.contains(name.uppercased()))
        }.keys
        return names.isEmpty ? nil : Diagnosis("variables", .good, names.sorted().joined(separator: ", "))
    }

    private func ofCredentials() throws -> [Diagnosis] {
        // Without a configuration, the intended region and profile are not known yet.
        let mark = configuration == nil ? Diagnosis.Mark.note : .wrong
        let source: String
        do throws(AWSError) {
            source = try AWSClient.credentialSource(of: settings)
        } catch {
            return [Diagnosis("credentials", mark, error.sentence), unasked("there are no credentials")]
        }
        let said = Diagnosis("credentials", .good, source)
        guard asks else { return [said, unasked("--offline")] }
        do {
            return try asked(AWSClient(settings: settings), source)
        } catch let error as AWSError {
            return [said, Diagnosis("settings", mark, error.sentence), unasked("AWS cannot be asked")]
        }
    }

    private var settings: AWSSettings {
        if let configuration { return Polling.settings(configuration) }
        return AWSSettings(
            region: typed.region, profile: typed.profile, environment: ProcessInfo.processInfo.environment,
            userAgent: Build.userAgent)
    }

    private func unasked(_ why: String) -> Diagnosis {
        Diagnosis("clock", .note, "not compared with AWS's (\(why))")
    }

    /// Requests the identity of the credentials. The response also contains AWS's time.
    private func asked(_ client: AWSClient, _ source: String) throws -> [Diagnosis] {
        let witness = ClockWitness(client)
        let answer = try waiting { () -> Result<STS.CallerIdentity, AWSError> in
            do throws(AWSError) {
                let identity = try await STS(witness).getCallerIdentity(deadline: .now + .seconds(Self.patience))
                await client.shutdown()
                return .success(identity)
            } catch {
                await client.shutdown()
                return .failure(error)
            }
        }
        let clock = witness.offset.map(Self.clock) ?? unasked("no answer told the time")
        switch answer {
        case .success(let identity):
            return [Diagnosis("credentials", .good, "\(source): \(identity.arn)"), clock]
        case .failure(let error):
            return [Diagnosis("credentials", .wrong, source, advice: error.sentence), clock]
        }
    }

    /// A difference of a second comes from the header's precision and the network. From one minute on, minutes would
    /// settle too early or too late. From five minutes on, AWS refuses signatures.
    static func clock(_ offset: Double) -> Diagnosis {
        let length = NumberWords.duration(offset.magnitude.rounded())
        let words = "\(length) \(offset < 0 ? "behind" : "ahead of") AWS's"
        switch offset.magnitude {
        case ...2: return Diagnosis("clock", .good, "AWS's, to about a second")
        case ..<60: return Diagnosis("clock", .note, words, advice: "set the clock (NTP): ages are told by it")
        default:
            return Diagnosis(
                "clock", .wrong, words, advice: "set the clock (NTP): minutes would be judged at the wrong time")
        }
    }
}
