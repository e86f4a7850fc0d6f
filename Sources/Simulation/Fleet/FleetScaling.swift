import Model

/// Target tracking on CPU, as Application Auto Scaling and EC2 Auto Scaling do it: fast scale-out, slow scale-in.
///
/// It scales out after three minutes above the target, in proportion. It scales in after fifteen minutes below nine
/// tenths of the target, a tenth of the fleet at a time. AWS creates such alarms for a target tracking policy. A fleet
/// without a target keeps its size.
struct FleetScaling: Sendable {
    private static let minutesAbove = 3
    private static let minutesBelow = 15
    /// Below this part of the target, there are too many members.
    private static let slack = 0.9
    /// Seconds between two scale-in steps: the default cooldown.
    private static let cooldown = 300.0

    private let target: Double?
    /// The size of a fleet without scaling.
    private let size: Int
    private(set) var minimum: Int
    private(set) var maximum: Int
    private(set) var desired: Int

    private var minute: Minute?
    private var sum = 0.0
    /// CPU times serving members. With this product, members that start in the middle of a minute do not cause a second
    /// scale-out.
    private var work = 0.0
    private var count = 0
    private var above = 0
    private var below = 0
    private var restsUntil: Moment?

    init(_ model: FleetModel) {
        target = model.targetCPU
        size = model.members
        (minimum, maximum) = (model.minimum, model.maximum)
        desired = min(max(model.members, model.minimum), model.maximum)
    }

    /// Sets other bounds. The desired size follows at once.
    mutating func bound(minimum: Int, maximum: Int) {
        (self.minimum, self.maximum) = (minimum, maximum)
        desired = bounded(target == nil ? size : desired)
    }

    /// Records the CPU of one step, in percent, averaged over `serving` members. Decides at the end of each minute.
    mutating func note(cpu: Double, serving: Int, at now: Moment) {
        guard let target else { return }
        if minute != now.minute {
            if count > 0 { decide(sum / Double(count), needed: work / Double(count) / target, target, now) }
            (minute, sum, work, count) = (now.minute, 0, 0, 0)
        }
        guard serving > 0 else { return }
        sum += cpu
        work += cpu * Double(serving)
        count += 1
    }

    private mutating func decide(_ cpu: Double, needed: Double, _ target: Double, _ now: Moment) {
        above = cpu > target ? above + 1 : 0
        below = cpu < Self.slack * target ? below + 1 : 0
        let needed = Int(needed.rounded(.up))
        if above >= Self.minutesAbove {
            desired = bounded(max(desired, needed))
        } else if below >= Self.minutesBelow, restsUntil.map({ now >= $0 }) ?? true {
            let fewer = bounded(max(needed, desired - max(1, desired / 10)))
            guard fewer < desired else { return }
            desired = fewer
            restsUntil = now + Self.cooldown
        }
    }

    private func bounded(_ size: Int) -> Int { min(max(size, minimum), maximum) }
}
