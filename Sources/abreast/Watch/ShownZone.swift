import Glibc

/// The zone in which this process shows times.
enum ShownZone {
    /// Shows times in this zone; one that the machine does not know would silently be UTC, and is refused.
    ///
    /// - Parameter file: Where the zone was named, for the failure.
    static func adopt(_ zone: String?, file: String) throws {
        guard let zone else { return }
        let folder = "/usr/share/zoneinfo"
        guard zone == "UTC" || access("\(folder)/\(zone)", R_OK) == 0 else {
            throw Failure(
                "\(file): time_zone: “\(zone)” is not known to this machine; write e.g. time_zone: Asia/Tokyo "
                    + "(`ls \(folder)` has them; Debian's package is tzdata).", status: 2)
        }
        setenv("TZ", zone, 1)
        tzset()
    }
}
