import Testing

@testable import feedd

@Suite("A request to the daemon")
struct ControlRequestTests {
    @Test(
        "names the sources to poll, each once; none means all",
        arguments: [(#"{"poll":[]}"#, []), (#"{"poll":["b","a","b"]}"#, ["b", "a"]), (#" {"other":1,"poll":["a"]} "#, ["a"])]
            as [(String, [String])])
    func names(line: String, names: [String]) throws {
        #expect(try ControlRequest(line: Array(line.utf8)).names == names)
    }

    @Test(
        "that is not understood is refused, and not taken for one that polls everything",
        arguments: [
            ("", .notJSON), ("poll", .notJSON), (#"{"poll":["#, .notJSON), (#"{"poll":[1,2,{}]}"#, .other),
            (#"{"poll":["a",null]}"#, .other),
            (#"{"poll":"a"}"#, .other), (#"{"stop":[]}"#, .other), ("[]", .other),
        ] as [(String, ControlRequest.Refusal)])
    func refusals(line: String, refusal: ControlRequest.Refusal) {
        #expect(throws: refusal) { try ControlRequest(line: Array(line.utf8)) }
    }
}
