import AWS
import Model
import Store

/// What a controller works with, whichever lease it holds.
struct ControllerContext: Sendable {
    let configuration: Configuration
    let sender: any RequestSender
    let store: StoreThread
    /// The same store for what takes long.
    let boards: StoreThread
    /// `user@host:pid`.
    let holder: String
    let takesInitiative: Bool
    let times: ControllerTiming
    let clock: any WallClock
}
