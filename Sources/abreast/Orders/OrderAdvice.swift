import AWS
import Model
import Rollout
import Store
import View

/// What is printed when an order was not carried out: the present weights, and the `aws` command lines to run
/// elsewhere.
struct OrderAdvice {
    private let configuration: Configuration
    private let goals: [OrderWatch.Goal]
    private let store: SQLiteStore

    init(_ configuration: Configuration, goals: [OrderWatch.Goal], store: SQLiteStore) {
        self.configuration = configuration
        self.goals = goals
        self.store = store
    }

    /// - Parameter hasLines: Whether the lines were printed before.
    func say(hasLines: Bool = false) {
        for line in standing { tell(line) }
        guard !hasLines else { return tell("to do it elsewhere, run the lines above") }
        tell("to do it elsewhere, with other credentials or from another network:")
        for (percent, goals) in Dictionary(grouping: goals, by: \.percent).sorted(by: { $0.key < $1.key }) {
            say(goals.map(\.service), to: percent)
        }
    }

    private func say(_ services: [ServiceConfiguration], to percent: Double) {
        let plan = try? MigrationPlan.read(configuration, services, to: percent, within: .seconds(10)).plan
        let parts = Dictionary(uniqueKeysWithValues: (plan?.parts ?? []).map { ($0.service, $0.part) })
        for service in services {
            if case .planned(let plan) = parts[service.name], let step = plan.steps.first {
                // Unchanged: a shell reads it.
                print(step.change.commandLine)
            } else {
                for line in service.byHand(percent, region: configuration.region) { print(Sanitizer.text(line)) }
            }
        }
    }

    /// The weights in the store.
    private var standing: [String] {
        let now = MachineClock().now()
        guard let board = try? store.board(of: configuration, minutes: 0, at: now) else { return [] }
        return goals.map(\.service).map { service in
            guard let share = board.services.first(where: { $0.name == service.name })?.share else {
                return "\(service.name): the weights were never read"
            }
            let weights = share.value.weights.map { weight in
                "\(weight.type) \(weight.old.map(String.init) ?? "–")/\(weight.new.map(String.init) ?? "–")"
            }
            let age = NumberWords.duration(now.seconds(since: share.readAt))
            return "\(service.name): \(weights.joined(separator: ", ")) (old/new) stood when last read, \(age) ago"
        }
    }
}

extension ServiceConfiguration {
    /// How to set the weights manually if they cannot be read from here.
    func byHand(_ percent: Double, region: String) -> [String] {
        let rest = percent < 100 ? "its weight above 0" : "weight 0"
        let share = percent == 0 ? "weight 0" : "its weight \(NumberWords.share(percent)) % of both"
        return switch split {
        case .route53(let zone, let name, _, let old, let new):
            [
                "aws route53 list-hosted-zones-by-name --dns-name \(zone)",
                "aws route53 list-resource-record-sets --hosted-zone-id ID --start-record-name \(name)",
                "# send every weighted record of \(name) back whole by `aws route53 change-resource-record-sets`, in one"
                    + " batch of UPSERTs: “\(old)” with \(rest), “\(new)” with \(share), A and AAAA alike",
            ]
        case .alb(let listener, let rule, let old, let new):
            [
                rule.map { rule in
                    let which = rule.contains(":") ? "--rule-arns \(rule)" : "--listener-arn \(listener) # rule \(rule)"
                    return "aws elbv2 describe-rules --region \(region) \(which)"
                }
                    ?? "aws elbv2 describe-listeners --region \(region) --listener-arns \(listener)",
                "# send its actions back whole by `aws elbv2 modify-\(rule == nil ? "listener" : "rule")`: \(old) with"
                    + " \(rest), \(new) with \(share)",
            ]
        case nil: []
        }
    }
}
