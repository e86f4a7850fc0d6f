import ArgumentParser
import Model

/// The words of a command line with the command's name first.
///
/// The argument parser knows `--config` as an option of each command, so it must stand behind the command's name. Many
/// people write it before: `abreast --config prod.yaml status`. Only that option may.
enum CommandFirst {
    /// - Parameter words: The words after the program's name.
    /// - Returns: The same words. Each `--config FILE`, `--config=FILE` and `-c FILE` that stands before the command's name
    ///   stands behind it.
    static func ordered(_ words: [String], commands: [String] = Abreast.commandNames) -> [String] {
        var moved: [String] = []
        var index = words.startIndex
        while index < words.endIndex {
            let word = words[index]
            if ["--config", "-c"].contains(word), index + 1 < words.endIndex {
                moved += words[index...(index + 1)]
                index += 2
            } else if word.hasPrefix("--config=") {
                moved.append(word)
                index += 1
            } else {
                break
            }
        }
        guard index < words.endIndex, commands.contains(words[index]) else { return words }
        return [words[index]] + moved + words[(index + 1)...]
    }

    /// `; did you mean “abreast advance”?` for a command that is mistyped; for an address what to write; `, and no command`
    /// for any other word.
    static func remark(on word: String) -> String {
        if word.contains("/") { return "; write e.g. api.example.com" }
        return Suggestion.nearest(to: word, among: Abreast.commandNames).map { "; did you mean “abreast \($0)”?" }
            ?? ", and no command: `abreast --help` lists them"
    }
}
