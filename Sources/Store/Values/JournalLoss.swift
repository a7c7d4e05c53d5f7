/// What is known to be lost of the journal.
package struct JournalLoss: Sendable, Equatable {
    /// Records up to this `seq` were reported missing from the journal's directory, so that the warning is not repeated.
    package var reported: UInt64 = 0
    /// The epoch, which is hashed into new keys; 0 before any loss.
    ///
    /// Where records are lost that the store does not know, an item that it takes for new may have been journaled in one of them. With another epoch it gets
    /// another key, so that no (key, revision) is given out twice.
    package var epoch: Int64 = 0

    package init(reported: UInt64 = 0, epoch: Int64 = 0) {
        self.reported = reported
        self.epoch = epoch
    }
}
