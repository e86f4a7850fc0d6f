import Foundation
import Glibc

/// A tmpfs of two MiB, which only root can mount.
package final class SmallDisk: Sendable {
    package let path: String

    package static let isPossible: Bool = {
        guard geteuid() == 0 else { return false }
        let place = FileManager.default.temporaryDirectory.appendingPathComponent("abreast-disk-\(UUID().uuidString)")
        return (try? SmallDisk(at: place.path)) != nil
    }()

    /// Throws what made it impossible.
    package init(at path: String) throws {
        self.path = path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        guard mount("none", path, "tmpfs", 0, "size=2m") == 0 else { throw NotMounted(code: errno) }
    }

    deinit { umount2(path, Int32(MNT_DETACH)) }

    /// Leaves no byte free.
    package func fill() {
        let descriptor = open(path + "/filler", O_CREAT | O_WRONLY, 0o600)
        let block = [UInt8](repeating: 1, count: 4096)
        while write(descriptor, block, block.count) > 0 {}
        close(descriptor)
    }

    private struct NotMounted: Error {
        var code: Int32
    }
}
