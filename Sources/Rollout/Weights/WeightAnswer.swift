import AWS

/// What AWS says when it has taken a change of weights.
struct WeightAnswer {
    /// The id by which Route 53 follows the change; `nil` for a forward, which is in effect at once.
    let change: String?
    let requestID: String?

    init(_ response: AWSResponse) {
        let root = XMLElement(document: response.body)
        let id = root?["ChangeInfo"]?["Id"]?.text
        change = id?.split(separator: "/").last.map(String.init)
        requestID = response.requestID ?? root?["ResponseMetadata"]?["RequestId"]?.text
    }

    /// `change C123`, `request 4f1c`: where it can be looked up.
    var evidence: [String] { (change.map { ["change \($0)"] } ?? []) + (requestID.map { ["request \($0)"] } ?? []) }
}
