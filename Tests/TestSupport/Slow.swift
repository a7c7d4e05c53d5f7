import Glibc
package import Testing

extension Tag {
    /// Tests that start servers, the whole daemon or SQLite, or that write and sync many files.
    @Tag package static var slow: Self
}

extension Trait where Self == ConditionTrait {
    /// Skips the suite where the environment has `FEEDD_FAST`, as for `make check`. For suites with the tag `slow`.
    package static var slow: Self {
        .disabled(if: getenv("FEEDD_FAST") != nil, "slow: FEEDD_FAST is set")
    }
}
