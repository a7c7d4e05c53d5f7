import Testing

@testable import Transfer

@Suite("Durations for libcurl")
struct DurationTests {
    @Test(
        "a duration is at least one millisecond for libcurl, and no more than a C long holds",
        arguments: [
            (.milliseconds(1500), 1500), (.zero, 1), (.seconds(-5), 1), (.nanoseconds(1), 1), (.seconds(Int64.max / 2), 2_000_000_000),
        ] as [(Duration, Int)])
    func milliseconds(duration: Duration, milliseconds: Int) {
        #expect(duration.inMilliseconds == milliseconds)
    }
}
