import Model

extension Moment {
    /// Reads the value of an HTTP `Date` header, such as `Mon, 23 Nov 2026 04:53:06 GMT`; `nil` for any other form.
    init?(httpDate text: String) {
        let parts = text.split(separator: " ")
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        guard parts.count == 6, parts[1].count == 2, let month = months.firstIndex(of: String(parts[2])) else {
            return nil
        }
        self.init(iso8601: "\(parts[3])-\(month < 9 ? "0" : "")\(month + 1)-\(parts[1])T\(parts[4])Z")
    }
}
