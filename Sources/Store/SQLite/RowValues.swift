import GRDB
import Model

// How the model's values are stored in columns.
extension Row {
    /// Milliseconds since 1970, or NULL.
    func moment(_ column: Int) -> Moment? {
        let milliseconds: Int64? = self[column]
        return milliseconds.map(Moment.init(milliseconds:))
    }

    /// The enumeration's case with this raw value. Throws `MalformedRow` for one that this schema does not have.
    func word<Word: RawRepresentable<String>>(_ column: Int, of table: String) throws -> Word {
        let text: String = self[column]
        guard let word = Word(rawValue: text) else {
            throw MalformedRow(table: table, why: "“\(text)” is no \(Word.self)")
        }
        return word
    }

    /// The same, with `nil` for NULL or an empty text.
    func optionalWord<Word: RawRepresentable<String>>(_ column: Int, of table: String) throws -> Word? {
        let text: String? = self[column]
        return text ?? "" == "" ? nil : try word(column, of: table)
    }
}
