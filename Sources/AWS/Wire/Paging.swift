/// One page of a list, and the marker by which AWS gives the next.
struct Page<Element: Sendable>: Sendable {
    let elements: [Element]
    /// Nil or empty on the last page.
    let next: String?
    /// The question it answers.
    let request: AWSRequest
}

/// Asks page after page to the end; `ask` gets the marker of the page to bring, nil for the first.
///
/// A marker that comes a second time is refused as malformed, for following it would never end.
func allPages<Element>(
    ask: (String?) async throws(AWSError) -> Page<Element>
) async throws(AWSError) -> [Element] {
    var elements: [Element] = []
    var followed: Set<String> = []
    var marker: String?
    while true {
        let page = try await ask(marker)
        elements += page.elements
        guard let next = page.next, !next.isEmpty else { return elements }
        guard followed.insert(next).inserted else {
            throw AWSError.malformed(page.request, "its marker for the next page came before: paging would never end")
        }
        marker = next
    }
}
