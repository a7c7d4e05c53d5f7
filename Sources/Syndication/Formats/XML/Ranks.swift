/// Which of several elements filled a field: the lower the number, the better; 0 is none yet.
struct Rank {
    private var value: UInt8 = 0

    /// Whether an element of this rank may fill the field, which it then has.
    mutating func admits(_ rank: UInt8) -> Bool {
        guard value == 0 || rank < value else { return false }
        value = rank
        return true
    }

    /// As ``admits(_:)``, and of equals the last one wins.
    mutating func admitsAgain(_ rank: UInt8) -> Bool {
        guard value == 0 || rank <= value else { return false }
        value = rank
        return true
    }
}

struct ItemRanks {
    var title = Rank()
    var summary = Rank()
    var content = Rank()
    var rights = Rank()
    var guid = Rank()
    var url = Rank()
    var published = Rank()
    var modified = Rank()
    var created = Rank()
    var authors = Rank()
    var image = Rank()
    var language = Rank()
}

struct FeedRanks {
    var title = Rank()
    var description = Rank()
    var rights = Rank()
    var url = Rank()
    var feedURL = Rank()
    var icon = Rank()
    var favicon = Rank()
    var authors = Rank()
    var language = Rank()
    var published = Rank()
    var updated = Rank()
    var generator = Rank()
    var syPeriod: Int?
    var syFrequency: Int?
}
