import Glibc
import Testing

@testable import abreast

@Suite(.serialized) struct SnapshotWriterTests {
    private func directory() -> String {
        let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(folder)/abreast-writer-XXXXXX".utf8CString)
        return template.withUnsafeMutableBufferPointer { String(cString: mkdtemp($0.baseAddress!)) }
    }

    private func names(_ directory: String) -> [String] {
        guard let handle = opendir(directory) else { return [] }
        defer { closedir(handle) }
        var names: [String] = []
        while let entry = readdir(handle) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    private func read(_ path: String) -> String {
        guard let file = fopen(path, "r") else { return "?" }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 4_000_000)
        let count = fread(&bytes, 1, bytes.count, file)
        return String(decoding: bytes[..<count], as: UTF8.self)
    }

    @Test func `both are written for their owner only in a directory that is made`() throws {
        let base = directory() + "/a/b"
        let big = String(repeating: "0123456789", count: 200_000)
        let written = try SnapshotWriter(directory: base).write(id: "x", json: big, markdown: "# é\n")
        #expect(names(base) == ["x.json", "x.md"])
        #expect(read(written.json) == big)
        #expect(read(written.markdown) == "# é\n")
        var status = stat()
        #expect(stat(written.json, &status) == 0 && status.st_mode & 0o777 == 0o600)
        #expect(stat(written.markdown, &status) == 0 && status.st_mode & 0o777 == 0o600 && status.st_nlink == 1)
    }

    @Test func `a name that is taken is not written over`() throws {
        let base = directory()
        _ = try SnapshotWriter(directory: base).write(id: "x", json: "1", markdown: "1")
        #expect(throws: SnapshotWriter.Failure.exists(path: "\(base)/x.json")) {
            try SnapshotWriter(directory: base).write(id: "x", json: "2", markdown: "2")
        }
        // Only the second of the two names is taken: the first is given back.
        unlink("\(base)/x.json")
        #expect(throws: SnapshotWriter.Failure.exists(path: "\(base)/x.md")) {
            try SnapshotWriter(directory: base).write(id: "x", json: "2", markdown: "2")
        }
        #expect(names(base) == ["x.md"])
        #expect(read("\(base)/x.md") == "1")
    }

    @Test func `what cannot be written is said and leaves nothing`() {
        let base = directory()
        fclose(fopen("\(base)/file", "w"))
        func sentence(_ directory: String, _ id: String = "x") -> String {
            do {
                _ = try SnapshotWriter(directory: directory).write(id: id, json: "1", markdown: "1")
                return ""
            } catch { return error.description }
        }
        #expect(
            sentence("\(base)/file")
                == "no snapshot was written: cannot write into \(base)/file: there is something there that is not a "
                + "directory; name another folder with -o"
        )
        #expect(sentence("\(base)/file/deeper").contains("cannot make the directory \(base)/file/deeper"))
        #expect(sentence("/proc/nothing").contains("cannot make the directory /proc/nothing"))
        #expect(sentence(base, String(repeating: "n", count: 300)).contains("the name is too long"))
        #expect(names(base) == ["file"])
    }

    @Test func `a full disk leaves no half file`() {
        let base = directory()
        // The limit of a file's size stands in for a full disk: write(2) fails in the middle in the same way.
        signal(SIGXFSZ, SIG_IGN)
        var old = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &old)
        var small = rlimit(rlim_cur: 4096, rlim_max: old.rlim_max)
        setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &small)
        var said = ""
        do {
            _ = try SnapshotWriter(directory: base).write(
                id: "x", json: "1", markdown: String(repeating: "x", count: 100_000))
        } catch { said = error.description }
        setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &old)
        #expect(said.contains("cannot write \(base)/x.md: File too large"))
        #expect(names(base).isEmpty)
    }
}
