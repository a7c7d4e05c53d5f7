import Journal
import Store

/// Why journal or store could not be written.
struct CommitError: Error, CustomStringConvertible {
    let description: String
    /// The store is damaged: it takes a restart, which rebuilds it.
    let isDamage: Bool

    init(_ error: any Error) {
        switch error {
        case let error as CommitError: self = error
        case StoreError.damaged: self.init(description: "\(error)", isDamage: true)
        default: self.init(description: "\(error)", isDamage: false)
        }
    }

    private init(description: String, isDamage: Bool) {
        self.description = description
        self.isDamage = isDamage
    }
}
