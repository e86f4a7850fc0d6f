import FoundationEssentials
import Glibc
import Model
import Store

/// The directory of a simulation's store: temporary, or kept.
struct SimulationPlace {
    let directory: String
    let configuration: Configuration
    private let isKept: Bool
    private let shelf = EvidenceCache()

    /// Readable by its owner only. `leave` removes it.
    static func temporary(_ configuration: Configuration) throws -> SimulationPlace {
        let base = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(base.isEmpty ? "/tmp" : base)/abreast-demo-XXXXXX".utf8CString)
        let path = template.withUnsafeMutableBufferPointer { buffer in
            buffer.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) }
        }
        guard let path else {
            throw Failure(
                "no directory for the demo's store could be made in \(base) (\(String(cString: strerror(errno)))).")
        }
        return SimulationPlace(directory: path, configuration, isKept: false)
    }

    /// A directory for one simulation, created if absent, with a configuration in it for the other commands.
    ///
    /// - Parameter goesOn: Whether a store of this same simulation may be continued.
    static func kept(_ directory: String, _ configuration: Configuration, goesOn: Bool) throws -> SimulationPlace {
        guard !directory.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
            throw Failure("--keep: a name with control characters would be unreadable; give another one.", status: 2)
        }
        do {
            try FileManager.default.createDirectory(
                atPath: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw Failure("\(directory): cannot be made a directory; give another one.", status: 2)
        }
        guard let path = realpath(directory, nil) else {
            throw Failure("\(directory): cannot be entered (\(String(cString: strerror(errno)))).", status: 2)
        }
        defer { free(path) }
        let place = SimulationPlace(directory: String(cString: path), configuration, isKept: true)
        try place.occupy()
        try place.claim(goesOn: goesOn)
        return place
    }

    private init(directory: String, _ configuration: Configuration, isKept: Bool) {
        self.directory = directory
        self.isKept = isKept
        var configuration = configuration
        configuration.store = "\(directory)/\(configuration.migration).sqlite"
        self.configuration = configuration
    }

    /// The configuration file with which other commands find the store.
    var configurationFile: String { "\(directory)/abreast.yaml" }

    func open() throws -> SQLiteStore {
        try StorePlace.open(configuration, mode: isKept ? .readWriteCreate : .readWritePassing, shelf: shelf)
    }

    /// Removes what is not kept.
    func leave() {
        guard !isKept else { return }
        try? FileManager.default.removeItem(atPath: directory)
    }

    /// Locks the directory as long as this process lives, however it ends. Two processes would put two worlds into one
    /// store.
    private func occupy() throws {
        // Never closed: the lock ends with the process.
        let descriptor = Glibc.open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0, flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            throw Failure(
                "\(directory): a simulation runs in it already; look at it with "
                    + "\(PrintedCommand(.watch, file: configurationFile).inSentence).", status: 2)
        }
    }

    private func claim(goesOn: Bool) throws {
        let file = configurationFile
        guard access(file, F_OK) == 0 else {
            if let store = configuration.store, access(store, F_OK) == 0 {
                throw Failure(
                    "\(store): is a store already, and nothing says of what; give another directory.", status: 2)
            }
            try NewFile.write(
                ConfigurationText.text(of: configuration, header: Self.header), to: file, over: false, mode: 0o600)
            return
        }
        var found = try ConfigurationFile.read(path: file).configuration
        found.file = nil
        guard let simulated = found.simulated else {
            throw Failure("\(file): is the configuration of a real migration; give another directory.", status: 2)
        }
        guard goesOn, found == configuration else {
            let why = goesOn ? "holds another simulation (\(simulated))" : "holds a simulation already (\(simulated))"
            throw Failure("\(directory): \(why); give another directory.", status: 2)
        }
    }

    private static let header = [
        "A simulated migration: no name in here exists anywhere. Look at it from another terminal, or later:",
        "  abreast status --config THIS-FILE     (or watch, pause, resume, gate, snapshot)",
    ]
}
