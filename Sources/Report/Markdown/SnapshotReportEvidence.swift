import Model
import View

/// The numbers behind each verdict: counts, ratio and evidence of each metric, and the rule that decided.
extension SnapshotReport {
    var evidence: String {
        let parts = board.services.compactMap { service in board.trial(of: service).map { section($0, of: service) } }
        guard !parts.isEmpty else { return "" }
        let legend =
            "Evidence is the e-value against “new is not worse”: 1 says nothing, the bar is proof, however often one "
            + "looks. The graphs are logarithmic, a character for some minutes of the step: full at the bar, empty at 1."
        return "## Evidence\n\n\(legend)\n\n" + parts.joined(separator: "\n\n")
    }

    private func section(_ trial: EvidenceSummary, of service: Service) -> String {
        let from = SnapshotZone.utc.minute(trial.minutes.lowerBound.start)
        let begin = trial.cause == .window ? "" : ", \(Markdown.text(trial.cause.words))"
        let titles = ["metric", "of", "minutes", "counts", "new ÷ old", "evidence", "bar", "as good", "bar"]
        let accounts = trial.ranked.flatMap { index -> [[String]] in
            let step = trial.step[index]
            let whole = trial.whole.first { $0.metric == step.metric }
            return [row(step, "this step")] + (whole.map { [row($0, "the whole migration")] } ?? [])
        }
        let graphs = trial.ranked.map { index in
            let graph = EvidenceGraph(trial.evidence[index], bar: trial.step[index].bar, columns: 60)
            return "\(Fit.left(trial.step[index].metric.rawValue, 9))\(graph.text)"
        }
        return """
            ### \(Markdown.text(service.name))

            By evidence **\(Sign(trial.judgement.state).text)**: \(Markdown.text(trial.judgement.reason)). \
            This step: \(NumberWords.count(trial.minutes.count, "minute")) from \(from) UTC\(begin); \
            \(Markdown.text(trial.timeToVerdict.words)).

            ```
            \(graphs.joined(separator: "\n"))
            ```

            \(Markdown.table(titles, right: [2, 5, 6, 7, 8], accounts))
            """
    }

    private func row(_ account: MetricAccount, _ of: String) -> [String] {
        [
            account.metric.rawValue, of, "\(account.minutes)", Markdown.text(account.counts),
            Markdown.text(account.ratio.words), NumberWords.evidence(account.evidence),
            NumberWords.evidence(account.bar), NumberWords.evidence(account.passEvidence),
            NumberWords.evidence(account.passBar),
        ]
    }
}
