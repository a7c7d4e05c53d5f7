/// The end of a journal that was cut off and set aside, since it does not continue the records before it.
public struct TornEnd: Sendable, Hashable, CustomStringConvertible {
    /// The segment that was cut.
    public var segmentPath: String
    /// Where it was cut, in bytes from its start.
    public var offset: Int64
    /// How much was set aside, in bytes, later segments included.
    public var length: Int64
    /// Where it is now.
    public var path: String
    public var reason: Reason

    public enum Reason: Sendable, Hashable {
        /// The last line has no end.
        case unended
        /// A line is not whole JSON, or not a record.
        case damaged
        /// A record has a number that an earlier one has.
        case outOfOrder(expected: UInt64, found: UInt64)
    }

    public var description: String {
        let why =
            switch reason {
            case .unended: "the last line is incomplete"
            case .damaged: "the line there is not a whole record"
            case .outOfOrder(let expected, let found): "the record there has seq \(found), not \(expected)"
            }
        return "\(segmentPath): cut off at byte \(offset): \(why): the \(length) bytes from there on are kept in \(path)"
    }
}
