extension FailureHarm {
    /// `harm: 2,161 failed, 90 a minute`.
    package var words: String {
        let rate =
            perMinute < 0.5 ? "none now" : "\(NumberWords.grouped(NumberWords.whole(perMinute.rounded()))) a minute"
        return "harm: \(NumberWords.grouped(NumberWords.whole(failed.rounded()))) failed, \(rate)"
    }
}
