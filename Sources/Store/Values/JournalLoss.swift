/// What is known to be lost of the journal.
package struct JournalLoss: Sendable, Equatable {
    /// The log has said that records up to this number are not in the journal's directory any more.
    package var reported: UInt64 = 0
    /// Goes into the keys that are given out from now on; 0 for none.
    ///
    /// Where records are lost that the store does not know, an item that it takes for new may have been journaled in one of them. With another epoch it gets
    /// another key, so that no (key, revision) is given out twice.
    package var epoch: Int64 = 0

    package init(reported: UInt64 = 0, epoch: Int64 = 0) {
        self.reported = reported
        self.epoch = epoch
    }
}
