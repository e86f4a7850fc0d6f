import AWS
import Model

/// Which branch is the old side and which is the new one.
package enum SideChoice: Sendable, Equatable {
    case decided(old: WeightedBranch, new: WeightedBranch)
    /// It cannot be decided. The text says why, and which option decides it.
    case unclear(String)
    /// There are no two branches to choose between. The finding's problems say why.
    case none

    /// What contradicts these sides, by what runs there; `nil` if nothing does.
    static func contradiction(old: WeightedBranch, new: WeightedBranch) -> String? {
        guard old.kind != new.kind else { return nil }
        let words = "as you said, against what runs there"
        if old.kind == .ecs { return "\(words): ECS is old" }
        return new.kind == .ec2 ? "\(words): EC2 is new" : nil
    }
}

extension ServiceFinding {
    /// The branch on EC2 is the old side and the branch on ECS the new one, unless the person says otherwise.
    package func sides(_ hints: Hints) -> SideChoice {
        if hints.old != nil || hints.new != nil { return named(hints) }
        guard ways.count > 1 else { return .none }
        guard ways.count == 2 else {
            return .unclear(
                "\(ways.count) ways take its traffic (\(titles)): say which two are meant with --old NAME --new NAME")
        }
        switch (ways[0].kind, ways[1].kind) {
        case (.ec2, .ecs): return .decided(old: ways[0], new: ways[1])
        case (.ecs, .ec2): return .decided(old: ways[1], new: ways[0])
        case (.ec2, .ec2): return .unclear("both sides run on EC2: say which is old with --old NAME, of \(titles)")
        case (.ecs, .ecs): return .unclear("both sides run on ECS: say which is old with --old NAME, of \(titles)")
        default:
            let doubts = ways.flatMap(\.doubts).withoutRepeats().map { "; \($0)" }.joined()
            return .unclear(
                "what runs behind them does not tell the sides: say --old NAME --new NAME, of \(titles)\(doubts)")
        }
    }

    private func named(_ hints: Hints) -> SideChoice {
        guard ways.count > 1 else { return .none }
        func way(_ name: String?) -> WeightedBranch?? {
            guard let name else { return .some(nil) }
            let meant = ways.filter { $0.isCalled(name) }
            return meant.count == 1 ? .some(meant[0]) : nil
        }
        guard let old = way(hints.old), let new = way(hints.new) else {
            let wrong = [hints.old, hints.new].compactMap(\.self).filter { name in ways.count { $0.isCalled(name) } != 1
            }
            return .unclear("\(wrong.joined(separator: " and ")) names no single way of \(titles)")
        }
        let left = ways.filter { $0 != old && $0 != new }
        switch (old, new) {
        case (let old?, let new?) where old != new: return .decided(old: old, new: new)
        case (let old?, nil) where left.count == 1: return .decided(old: old, new: left[0])
        case (nil, let new?) where left.count == 1: return .decided(old: left[0], new: new)
        default: return .unclear("--old and --new must name two ways of \(titles)")
        }
    }

    private var titles: String { ways.map { "“\($0.name)”" }.joined(separator: ", ") }
}
