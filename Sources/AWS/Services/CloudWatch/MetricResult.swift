package import Model

/// What CloudWatch has for one query. No points may mean no traffic, a count of zero that is not published, or data
/// that is not there yet; CloudWatch does not tell which.
package struct MetricResult: Sendable, Equatable {
    /// Whether the points are all there are.
    package enum Status: ForeignWord {
        case complete, partialData, internalError, forbidden
        /// The points, or their times, are not what they should be. Not a word of CloudWatch.
        case malformed
        case other(String)

        package static let known: [Status] = [.complete, .partialData, .internalError, .forbidden]

        package var rawValue: String {
            switch self {
            case .complete: "Complete"
            case .partialData: "PartialData"
            case .internalError: "InternalError"
            case .forbidden: "Forbidden"
            case .malformed: "malformed"
            case .other(let word): word
            }
        }
    }

    /// The query's id.
    package let id: String
    /// Each period's start, ascending.
    package var timestamps: [Moment]
    /// One for each timestamp.
    package var values: [Double]
    /// Whether more points could have come.
    package var status: Status
    /// What CloudWatch calls the series.
    package var label: String?

    /// Makes a result; there must be a value for each timestamp.
    package init(
        id: String, timestamps: [Moment], values: [Double], status: Status = .complete, label: String? = nil
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
    @Answered<Wire.Text> package var code: String? = nil
    /// The message in words.
    @Answered<Wire.Text> package var text: String? = nil

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
    /// but what was refused or odd once stays so.
    fileprivate func followed(by part: MetricResult) -> MetricResult {
        let isRefused = status != .complete && status != .partialData
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
    @Answered<Wire.NeededLooseList<ListedMetric>> private var listed: [ListedMetric]
    @Answered<Wire.List<MetricMessage>> private var ofPage: [MetricMessage]
    @Answered<Wire.Text> var next: String?

    private enum CodingKeys: String, CodingKey {
        case listed = "MetricDataResults"
        case ofPage = "Messages"
        case next = "NextToken"
    }

    var results: [MetricResult] { listed.compactMap(\.result) }

    var messages: [MetricMessage] { ofPage + listed.flatMap(\.messages) }
}

/// A result as the answer writes it. An odd one costs its own metric: a metric without result counts as left out.
private struct ListedMetric: Decodable, Sendable {
    @Answered<Wire.Text> var id: String?
    @Answered<Wire.Points<Wire.NeededTime>> var timestamps: [Moment]?
    @Answered<Wire.Points<Wire.MetricValue>> var values: [Double]?
    @Answered<Wire.Word<MetricResult.Status>> var status: MetricResult.Status?
    @Answered<Wire.Text> var label: String?
    @Answered<Wire.List<MetricMessage>> var messages: [MetricMessage]

    enum CodingKeys: String, CodingKey {
        case id = "Id"
        case timestamps = "Timestamps"
        case values = "Values"
        case status = "StatusCode"
        case label = "Label"
        case messages = "Messages"
    }

    /// The result, without points where some of them are odd: a point left out would look like a minute without traffic.
    var result: MetricResult? {
        guard let id else { return nil }
        guard let timestamps, let values, timestamps.count == values.count else {
            return MetricResult(id: id, timestamps: [], values: [], status: .malformed, label: label)
        }
        return MetricResult(
            id: id, timestamps: timestamps, values: values, status: status ?? .complete, label: label)
    }
}

extension Wire {
    /// The values or times of a metric; nil when one of them is odd.
    package enum Points<Kind: AnswerKind>: OptionalKind {
        package static var absent: [Kind.Value]? { [] }

        package static func read(_ field: any Decoder) -> [Kind.Value]? {
            (try? [Answered<Kind>](from: field))?.map(\.wrappedValue)
        }
    }

    /// A finite number.
    package enum MetricValue: AnswerKind {
        package static func read(_ field: any Decoder) throws -> Double {
            let value = try field.singleValueContainer().decode(Double.self)
            guard value.isFinite else { throw odd(field, "not a number") }
            return value
        }
    }
}

extension MetricMessage: Decodable {
    private enum CodingKeys: String, CodingKey {
        case code = "Code"
        case text = "Value"
    }
}
