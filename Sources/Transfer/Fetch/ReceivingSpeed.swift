/// How fast a body arrived lately, in windows of a few seconds of the time that reading was not paused. A burst at the beginning does not excuse what
/// follows it.
struct ReceivingSpeed: Equatable {
    /// The length of a window.
    static let window = Duration.seconds(3)

    private var begin = Duration.zero
    private var bytesBefore = 0
    private var last: Int?

    /// The speed in the last whole window, in bytes a second; nil before the first has ended.
    ///
    /// - Parameters:
    ///   - bytes: all that arrived so far.
    ///   - time: how long the transfer has been running, without pauses.
    mutating func sample(_ bytes: Int, after time: Duration) -> Int? {
        let elapsed = time - begin
        guard elapsed >= Self.window else { return last }
        last = Int(Double(bytes - bytesBefore) / (elapsed / .seconds(1)))
        begin = time
        bytesBefore = bytes
        return last
    }
}
