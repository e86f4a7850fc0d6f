import Discover
import Glibc
import Model

/// What `watch HOST` does before the screen: it searches, prints, and leaves time to read.
enum DiscoveredWatch {
    /// Seconds for reading the tree before the screen replaces it.
    private static let moment = 5

    /// The configuration of everything found. Throws when both sides of a service are not certain.
    ///
    /// - Parameter isPlain: Whether no screen is wanted.
    static func configuration(
        _ hosts: [String], _ options: DiscoverOptions, isPlain: Bool = false
    ) throws -> Configuration {
        if !isPlain { try PlainMode.mustKnowTerminal() }
        let result = try DiscoverRun(options: options, words: hosts, migration: .ofContents).run()
        DiscoverReport.show(result, options)
        guard let configuration = result.configuration, result.refusals.isEmpty else {
            throw Failure("nothing is watched, as not all of it is sure; see above.")
        }
        try DiscoveredText.readBack(ConfigurationText.text(of: configuration, header: []), as: configuration.migration)
        var said = options
        // Other commands do not know the answer at the terminal, so the printed command contains it.
        if let only = result.findings.first, result.findings.count == 1 { said.old = result.hints[only.name]?.old }
        let written = PrintedCommand(.discover(hosts + said.words, output: "abreast.yaml"), file: nil)
        tell("no file was written; for the other commands: \(written.line)")
        if isatty(STDIN_FILENO) == 1 {
            tell("watching in \(moment) s; Enter: at once, ^C: not at all")
            fflush(nil)
            var waiting = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
            // Discard what was typed: it is not meant for the screen.
            if poll(&waiting, 1, Int32(moment * 1000)) > 0 { _ = readLine() }
        }
        return configuration
    }
}
