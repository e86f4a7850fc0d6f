import Glibc
import Testing

@testable import abreast

@Suite(.serialized) struct NewFileTests {
    private let base: String

    init() {
        let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(folder)/abreast-new-XXXXXX".utf8CString)
        base = mkdtemp(&template).map { String(cString: $0) } ?? folder
    }

    private func mode(_ path: String) -> mode_t {
        var status = stat()
        return stat(path, &status) == 0 ? status.st_mode & 0o777 : 0
    }

    private func content(_ path: String) -> String {
        guard let file = fopen(path, "r") else { return "" }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = fread(&bytes, 1, bytes.count, file)
        return String(decoding: bytes[..<count], as: UTF8.self)
    }

    @Test func `a file is replaced only where that is said and keeps its mode`() throws {
        let path = "\(base)/a.yaml"
        try NewFile.write("one", to: path, over: false, mode: 0o600)
        #expect(content(path) == "one" && mode(path) == 0o600)
        #expect(throws: Failure.self) { try NewFile.write("two", to: path, over: false, mode: 0o600) }
        #expect(content(path) == "one")
        chmod(path, 0o666)
        try NewFile.write("three", to: path, over: true, mode: 0o600)
        #expect(content(path) == "three" && mode(path) == 0o666)
        #expect(access("\(path).\(getpid()).part", F_OK) != 0)
    }

    @Test func `what is no plain file is left alone`() {
        symlink("\(base)/elsewhere", "\(base)/link")
        #expect(throws: Failure.self) { try NewFile.write("x", to: "\(base)/link", over: true, mode: 0o600) }
        #expect(throws: Failure.self) { try NewFile.write("x", to: base, over: true, mode: 0o600) }
        #expect(access("\(base)/elsewhere", F_OK) != 0)
    }
}
