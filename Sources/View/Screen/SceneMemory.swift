import Model
import Synchronization

/// The verdicts and the headline of one board in one second. Keys that are pressed within it change neither, and are
/// answered as soon with a thousand services as with three.
struct SceneMemory: Sendable {
    typealias Judged = (verdicts: [String: Verdict], headline: Headline)

    private final class Kept: Sendable {
        let newest = Mutex<(moment: Moment, isUTF8: Bool, judged: Judged)?>(nil)
        let count = Mutex(0)
    }

    private let kept = Kept()

    /// How often a board was judged.
    var count: Int { kept.count.withLock { $0 } }

    /// What is kept for this moment, or what `judge` says.
    func value(at moment: Moment, isUTF8: Bool, _ judge: () -> Judged) -> Judged {
        if let newest = kept.newest.withLock(\.self), newest.moment == moment, newest.isUTF8 == isUTF8 {
            return newest.judged
        }
        let judged = judge()
        kept.count.withLock { $0 += 1 }
        kept.newest.withLock { $0 = (moment, isUTF8, judged) }
        return judged
    }
}

/// A state is the same whatever was judged before.
extension SceneMemory: Equatable {
    static func == (a: SceneMemory, b: SceneMemory) -> Bool { true }
}
