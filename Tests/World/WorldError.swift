/// Why the world could not be started or asked, with the command to run.
package struct WorldError: Error, CustomStringConvertible {
    package let what: String

    package var description: String {
        "\(what)\nTo see it by itself, run: python3 \(WorldProcess.directory)/world.py serve"
    }
}
