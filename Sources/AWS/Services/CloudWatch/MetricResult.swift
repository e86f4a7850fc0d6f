/// What CloudWatch has for one query. No points may mean no traffic, a count of zero that is not published, or data
/// that is not there yet; CloudWatch does not tell which.
package struct MetricResult: Sendable, Equatable {
    /// Whether the points are all there are.
    package enum Status: String, Sendable {
        case complete = "Complete"
        case partialData = "PartialData"
        case internalError = "InternalError"
        case forbidden = "Forbidden"
    }

    /// The query's id.
    package let id: String
    /// Seconds since 1970 of each period's start, ascending.
    package var timestamps: [Double]
    /// One for each timestamp.
    package var values: [Double]
    /// Whether more points could have come.
    package var status: Status
    /// What CloudWatch calls the series.
    package var label: String?

    /// Makes a result; there must be a value for each timestamp.
    package init(
        id: String, timestamps: [Double], values: [Double], status: Status = .complete, label: String? = nil
    ) {
        self.id = id
        self.timestamps = timestamps
        self.values = values
        self.status = status
        self.label = label
    }
}

/// Something CloudWatch says about a whole answer or about one result.
package struct MetricMessage: Sendable, Equatable {
    /// Such as `MaxMetricsExceeded`.
    package let code: String
    /// The message in words.
    package let text: String

    /// Makes a message.
    package init(code: String, text: String) {
        self.code = code
        self.text = text
    }
}

/// The results of several queries by their ids; a query that the answer leaves out has none.
package struct MetricData: Sendable, Equatable {
    /// By the ids of the queries.
    package var results: [String: MetricResult]
    /// Each message once, whichever call brought it.
    package var messages: [MetricMessage]

    /// Makes an answer.
    package init(results: [String: MetricResult], messages: [MetricMessage] = []) {
        self.results = results
        self.messages = messages
    }
}

extension MetricData {
    /// The pages of all calls as one, each result with its points ascending.
    init(merging pages: [MetricPage]) {
        self.init(results: [:])
        for page in pages {
            for message in page.messages where !messages.contains(message) { messages.append(message) }
            for part in page.results {
                results[part.id] = results[part.id].map { $0.followed(by: part) } ?? part
            }
        }
        results = results.mapValues { $0.ascending() }
    }
}

extension MetricResult {
    /// This result and its part on a later page. `PartialData` only says that more follows, so the later status counts;
    /// but what was refused once stays refused.
    fileprivate func followed(by part: MetricResult) -> MetricResult {
        let isRefused = status == .forbidden || status == .internalError
        return MetricResult(
            id: id, timestamps: timestamps + part.timestamps, values: values + part.values,
            status: isRefused ? status : part.status, label: label ?? part.label)
    }

    /// The points in the order of time; of two at one time the later given counts.
    fileprivate func ascending() -> MetricResult {
        let latest = Dictionary(zip(timestamps, values), uniquingKeysWith: { _, last in last })
        let sorted = latest.sorted { $0.key < $1.key }
        var result = self
        result.timestamps = sorted.map(\.key)
        result.values = sorted.map(\.value)
        return result
    }
}

/// One answer of GetMetricData.
struct MetricPage: Decodable, Sendable {
    let results: [MetricResult]
    let messages: [MetricMessage]
    let next: String?

    private enum CodingKeys: String, CodingKey {
        case results = "MetricDataResults"
        case messages = "Messages"
        case next = "NextToken"
    }

    private struct ResultMessages: Decodable {
        let messages: [MetricMessage]?

        enum CodingKeys: String, CodingKey {
            case messages = "Messages"
        }
    }

    init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        results = try fields.decode([MetricResult].self, forKey: .results)
        let ofResults = try fields.decode([ResultMessages].self, forKey: .results).flatMap { $0.messages ?? [] }
        messages = try fields.array(of: MetricMessage.self, .messages) + ofResults
        next = try fields.text(.next)
    }
}

extension MetricResult: Decodable {
    private enum CodingKeys: String, CodingKey {
        case id = "Id"
        case timestamps = "Timestamps"
        case values = "Values"
        case status = "StatusCode"
        case label = "Label"
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        let timestamps = try fields.array(of: AnsweredDate.self, .timestamps).map(\.epoch)
        let values = try fields.array(of: Double.self, .values)
        guard timestamps.count == values.count else {
            throw DecodingError.dataCorruptedError(
                forKey: .values, in: fields,
                debugDescription: "\(values.count) values for \(timestamps.count) timestamps")
        }
        let code = try fields.text(.status) ?? Status.complete.rawValue
        guard let status = Status(rawValue: code) else {
            throw DecodingError.dataCorruptedError(
                forKey: .status, in: fields, debugDescription: "an unknown status, \(code.prefix(40))")
        }
        self.init(
            id: try fields.decode(String.self, forKey: .id), timestamps: timestamps, values: values, status: status,
            label: try fields.text(.label))
    }
}

extension MetricMessage: Decodable {
    private enum CodingKeys: String, CodingKey {
        case code = "Code"
        case value = "Value"
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        self.init(code: try fields.text(.code) ?? "", text: try fields.text(.value) ?? "")
    }
}
