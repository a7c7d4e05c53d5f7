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

    /// Sets or adds to the authors that an element of this rank names. A person without a name, a mail address, has a lower precedence than a name in
    /// any other element. Several elements of one rank are several authors.
    ///
    /// - Parameter authors: at most 256, each once.
    mutating func admit(_ persons: [Person], _ rank: UInt8, into authors: inout [Person]) {
        for person in persons {
            let rank = person.name == nil ? rank + 8 : rank
            if admits(rank) {
                authors = [person]
            } else if admitsAgain(rank), authors.count < 256, !authors.contains(person) {
                authors.append(person)
            }
        }
    }

    /// Like ``admits(_:)``, but an element of the same rank may fill the field again.
    mutating func admitsAgain(_ rank: UInt8) -> Bool {
        guard value == 0 || rank <= value else { return false }
        value = rank
        return true
    }
}
