/// `sy:updatePeriod` of the RDF Site Summary's syndication module.
enum SyndicationPeriod {
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
