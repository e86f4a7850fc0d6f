import GRDB
import Model

// How the values of the model stand in columns.
extension Row {
    /// Milliseconds since 1970, or NULL.
    func moment(_ column: Int) -> Moment? {
        let milliseconds: Int64? = self[column]
        return milliseconds.map(Moment.init(milliseconds:))
    }

    /// The raw value of an enumeration; throws `GarbledRow` for one that this schema doesn't have.
    func word<Word: RawRepresentable<String>>(_ column: Int, of table: String) throws -> Word {
        let text: String = self[column]
        guard let word = Word(rawValue: text) else {
            throw GarbledRow(table: table, why: "“\(text)” is no \(Word.self)")
        }
        return word
    }

    /// The same where NULL or nothing stands for `nil`.
    func optionalWord<Word: RawRepresentable<String>>(_ column: Int, of table: String) throws -> Word? {
        let text: String? = self[column]
        return text ?? "" == "" ? nil : try word(column, of: table)
    }
}
