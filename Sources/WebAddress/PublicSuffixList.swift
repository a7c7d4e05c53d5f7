import CPSL
import Glibc

/// The names under which anybody may register one: `com`, `co.uk`, `github.io` (publicsuffix.org), read by libpsl.
package enum PublicSuffixList {
    /// The part of a host name that somebody registered: `example.co.uk` of `www.example.co.uk`. A suffix that the list does not know, as `test` in
    /// `www.example.test`, counts as one label. Nil for a public suffix itself, and for a name of one label.
    ///
    /// - Parameter name: in lower-case ASCII, without a dot at its end; not an IP address.
    package static func registrableDomain(ofName name: String) -> String? {
        // libpsl returns a pointer into its argument, which is copied before it is freed.
        name.withCString { name in psl_registrable_domain(list.handle, name).map { String(cString: $0) } }
    }

    /// Never changed and never freed; libpsl only reads it.
    private struct List: @unchecked Sendable {
        let handle: OpaquePointer?
    }

    /// The newer one of the system's list and the one that is built into libpsl.
    private static let list = List(handle: psl_latest(nil))
}
