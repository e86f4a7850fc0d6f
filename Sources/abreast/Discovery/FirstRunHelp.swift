import Glibc
import View

/// The help for a person who has no configuration yet.
enum FirstRunHelp {
    static var text: String {
        let places = ConfigurationFile.places.map(Sanitizer.text).joined(separator: ", ")
        return """
            abreast has no configuration yet. Three ways to begin:

              abreast demo          watch a simulated migration: no AWS, no network, every key works
              abreast watch HOST    find both sides behind a host name, and watch them; `discover` writes them down
              abreast init          write an example configuration to ./abreast.yaml, then `abreast check` it

            Looked for \(places); --config FILE and $ABREAST_CONFIG name another.
            `man abreast.yaml` and the page “Configuration” (Configuration.md) explain every key.

            """
    }

    /// On stderr, unchanged: its columns are aligned.
    static func say() {
        let bytes = Array(text.utf8)
        _ = bytes.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }
}
