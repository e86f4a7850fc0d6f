import FoundationEssentials
import Glibc

/// The file system that a store is on, as `/proc/self/mountinfo` tells it (proc_pid_mountinfo(5)).
package struct StoreDisk: Sendable, Equatable {
    /// Its name in Linux, e.g. `ext4`, `nfs4`, `cifs`.
    package let kind: String

    /// Whether other machines may write it too. The write-ahead log needs memory that all programs share, so they must be
    /// on one machine (sqlite.org/wal.html, "Disadvantages").
    package var isNetwork: Bool { Self.networks.contains(kind) }

    private static let networks: Set<String> = [
        "9p", "afs", "beegfs", "ceph", "cifs", "fuse.sshfs", "glusterfs", "fuse.glusterfs", "gfs2", "lustre", "ncpfs",
        "nfs",
        "nfs4", "ocfs2", "orangefs", "smb2", "smb3", "smbfs",
    ]

    init(kind: String) { self.kind = kind }

    /// The file system with this device number; `nil` when it is not listed.
    ///
    /// - Parameter list: The content of mountinfo. Its third field is `major:minor`; the field after ` - ` is the kind.
    init?(device: UInt64, in list: String) {
        // The parts of a dev_t in Linux (makedev(3)).
        let major = device >> 8 & 0xfff | device >> 32 & 0xffff_f000
        let minor = device & 0xff | device >> 12 & 0xffff_ff00
        let number = "\(major):\(minor)"
        for line in list.split(separator: "\n") {
            let halves = line.split(separator: " - ", maxSplits: 1)
            guard halves.count == 2, let kind = halves[1].split(separator: " ").first else { continue }
            let fields = halves[0].split(separator: " ")
            if fields.count > 2, fields[2] == number {
                self.kind = String(kind)
                return
            }
        }
        return nil
    }
}

extension StoreFile {
    /// Where the file lies; `nil` when that cannot be told.
    var disk: StoreDisk? {
        guard let identity, let list = try? Data(contentsOf: URL(filePath: "/proc/self/mountinfo")) else { return nil }
        return StoreDisk(device: identity.device, in: String(decoding: list, as: UTF8.self))
    }

    /// Whether the directory's file system refuses every lock.
    var givesNoLocks: Bool {
        withNamelessFile { descriptor in
            var lock = flock(l_type: Int16(F_WRLCK), l_whence: 0, l_start: 0, l_len: 0, l_pid: 0)
            return fcntl(descriptor, F_SETLK, &lock) != 0 && errno == ENOLCK
        } ?? false
    }

    /// Why the disk takes no more bytes, as the system says it; `nil` when it takes them, or when that cannot be tried.
    ///
    /// Writes a file without a name, which nobody sees and which is gone at the end.
    var writeFault: String? {
        if isOnFullDisk { return String(cString: strerror(ENOSPC)) }
        return withNamelessFile { descriptor -> String? in
            let page = [UInt8](repeating: 0, count: 65_536)
            let count = page.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count == page.count, fsync(descriptor) == 0 { return nil }
            return String(cString: strerror(count >= 0 && count < page.count ? ENOSPC : errno))
        } ?? nil
    }

    /// `nil` where such a file cannot be made: no permission, or a file system without them.
    private func withNamelessFile<Value>(_ body: (Int32) -> Value) -> Value? {
        // O_TMPFILE of Linux: __O_TMPFILE and O_DIRECTORY.
        let descriptor = open(directory, 0o20_000_000 | O_DIRECTORY | O_RDWR | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        return body(descriptor)
    }
}
