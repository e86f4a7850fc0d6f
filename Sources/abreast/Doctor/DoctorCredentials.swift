import AWS
import FoundationEssentials
import Model

/// Where credentials are found, whether AWS takes them, and how far its clock is from this machine's.
struct DoctorCredentials {
    let configuration: Configuration?
    /// Whether AWS is asked.
    let asks: Bool

    /// How long the one answer may take, in seconds.
    private static let patience = 10

    func diagnoses() throws -> [Diagnosis] {
        if let simulated = configuration?.simulated {
            return [Diagnosis("credentials", .good, "none needed: \(simulated) is simulated, and AWS is not asked")]
        }
        return try [Self.variables].compactMap { $0 } + ofCredentials()
    }

    /// The names of the variables that are set and heeded; never what they are set to.
    private static var variables: Diagnosis? {
        let proxies = ["HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"]
        let names = ProcessInfo.processInfo.environment.filter { name, value in
            !value.isEmpty && (name.hasPrefix("AWS_") || proxies.contains(name.uppercased()))
        }.keys
        return names.isEmpty ? nil : Diagnosis("variables", .good, names.sorted().joined(separator: ", "))
    }

    private func ofCredentials() throws -> [Diagnosis] {
        // Without a configuration, nothing says yet which region and which profile are meant.
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
        return AWSSettings(environment: ProcessInfo.processInfo.environment, userAgent: Build.userAgent)
    }

    private func unasked(_ why: String) -> Diagnosis {
        Diagnosis("clock", .note, "not compared with AWS's (\(why))")
    }

    /// Asks whose the credentials are; what the answer says of the time comes with it.
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

    /// A second is what the header's own coarseness and the way take. From a minute on, minutes would settle too early or
    /// too late; AWS itself refuses signatures from five on.
    static func clock(_ offset: Double) -> Diagnosis {
        let length = Words.duration(offset.magnitude.rounded())
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
