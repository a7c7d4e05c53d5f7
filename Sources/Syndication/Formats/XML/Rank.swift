/// The precedence of the element that has filled a field, where several elements can. The lower the rank, the higher the precedence.
struct Rank: Equatable {
    /// 0 as long as the field is empty.
    private var value: UInt8 = 0

    var isFilled: Bool { value != 0 }

    /// Whether an element of this rank may fill the field: the field is empty, or has been filled by an element of a higher rank. If so,
    /// the rank is recorded.
    mutating func admits(_ rank: UInt8) -> Bool {
        guard value == 0 || rank < value else { return false }
        value = rank
        return true
    }

    /// Like ``admits(_:)``, but an element of the same rank may fill the field again.
    mutating func admitsAgain(_ rank: UInt8) -> Bool {
        guard value == 0 || rank <= value else { return false }
        value = rank
        return true
    }
}
