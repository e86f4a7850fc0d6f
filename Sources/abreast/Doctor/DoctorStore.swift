import AWS
import Model
import Store
import View

/// Checks the store of the configured migration: whether its file is intact, and which process polls.
enum DoctorStore {
    static func diagnosis(of configuration: Configuration?) -> Diagnosis {
        guard let configuration else {
            return Diagnosis("store", .note, "not looked for: the configuration names it")
        }
        do {
            let path = try StorePlace.path(of: configuration)
            let health = try StoreHealth(path: path, migration: configuration.migration)
            if let conflict = health.identity?.conflict(with: configuration.identity()) {
                throw StoreError.otherIdentity(path: health.path, conflict)
            }
            let now = MachineClock().now()
            if let lease = health.lease, lease.isLive(at: now), let stamp = lease.configuration,
                stamp.digest != configuration.digest
            {
                return Diagnosis(
                    "store", .note,
                    "\(health.path): \(lease.holder) polls; \(PollerWords.other(stamp, at: now, .local))",
                    advice: "systemctl reload, or SIGHUP, makes it read its file (\(stamp.file ?? "none")) anew")
            }
            return diagnosis(of: health, isSimulated: configuration.simulated != nil, at: now)
        } catch StoreError.absent(let path) {
            return Diagnosis(
                "store", .note, "\(path) is not there yet",
                advice: "\(PrintedCommand(.poll, for: configuration).line) makes it")
        } catch let error as StoreError {
            return Diagnosis("store", .wrong, error.sentence)
        } catch {
            return Diagnosis("store", .wrong, (error as? Failure)?.line ?? "\(error)")
        }
    }

    /// - Parameter isSimulated: Then the heartbeats have simulated times and cannot be compared with now.
    static func diagnosis(of health: StoreHealth, isSimulated: Bool, at now: Moment) -> Diagnosis {
        guard health.faults.isEmpty else {
            return Diagnosis(
                "store", .wrong, "\(health.path) is damaged: \(health.faults.joined(separator: "; "))",
                advice:
                    "move it away to begin a new one, and keep it: `sqlite3 FILE .recover` may still read its events")
        }
        if let fault = health.writeFault {
            return Diagnosis(
                "store", .wrong, "\(health.path) cannot be written: \(fault)",
                advice: "nothing is polled into it and no order is stored until its disk has room")
        }
        if let disk = health.disk, disk.isNetwork {
            return Diagnosis(
                "store", .wrong, "\(health.path) is on a network file system (\(disk.kind)), where its log is not safe",
                advice: "keep the store on a local disk of the machine that polls, and read it there")
        }
        guard !health.isEmpty else {
            return Diagnosis(
                "store", .note, "\(health.path) is empty: nobody has stored anything in it",
                advice: "a copy needs the -wal file that lies beside the original, or is made by `sqlite3 FILE .backup`"
            )
        }
        let size = NumberWords.decimal(Double(health.bytes) / 1_048_576, 1)
        var words = "\(health.path): sound, \(size) MiB, schema \(health.schema)"
        words += isSimulated ? "" : "; \(polling(health.lease, at: now))"
        guard health.isWritable else {
            return Diagnosis(
                "store", .note, "\(words); this user may only read it", advice: "whoever may write it may give orders")
        }
        return Diagnosis("store", .good, words)
    }

    private static func polling(_ lease: Lease?, at now: Moment) -> String {
        guard let lease else { return "nobody polls now" }
        let age = NumberWords.duration(now.seconds(since: lease.heartbeat))
        return lease.isLive(at: now) ? "\(lease.holder) polls" : "nobody polls: \(lease.holder) fell silent \(age) ago"
    }
}
