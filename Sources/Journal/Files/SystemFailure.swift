import Glibc

/// The error of a system call.
public struct SystemFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// As `errno` gives it.
    public var code: Int32

    public init(code: Int32) {
        self.code = code
    }

    /// The failure of the call just made.
    static var last: SystemFailure { SystemFailure(code: errno) }

    public var description: String {
        guard let text = strerror(code) else { return "error \(code)" }
        return String(cString: text)
    }
}

/// Makes a call that reports failure by a negative number, again while signals interrupt it.
@discardableResult
func systemCall<Result: FixedWidthInteger & SignedInteger>(_ call: () -> Result) throws(SystemFailure) -> Result {
    while true {
        let result = call()
        guard result < 0 else { return result }
        guard errno == EINTR else { throw SystemFailure.last }
    }
}
