/// `sy:updatePeriod` of the RSS 1.0 syndication module.
enum SyndicationPeriod {
    /// The period in seconds; nil for an unknown word.
    static func seconds(_ word: String?) -> Int? {
        switch word?.lowercased() {
        case "hourly": 3600
        case "daily": 86_400
        case "weekly": 604_800
        case "monthly": 2_592_000
        case "yearly": 31_536_000
        default: nil
        }
    }
}
