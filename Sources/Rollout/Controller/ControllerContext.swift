import AWS
import Model
import Store

/// What a controller needs under any lease.
struct ControllerContext: Sendable {
    let configuration: Configuration
    /// What this process moves.
    let identity: MigrationIdentity
    let sender: any RequestSender
    let store: StoreThread
    /// The same store on another thread, for reads that take long.
    let boards: StoreThread
    /// `user@host:pid`.
    let holder: String
    let takesInitiative: Bool
    let times: ControllerTiming
    let clock: any WallClock
}
