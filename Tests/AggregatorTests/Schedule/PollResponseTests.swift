import Bytes
import Store
import Testing
import Transfer

@testable import Aggregator

@Suite("What a response means for the source")
struct PollResponseTests {
    private let now = Timestamp(milliseconds: 1_795_428_900_000)

    private func response(_ status: Int, _ headers: [(String, String)] = [], body: String = "") -> Response {
        let fields = Headers(headers.map { HeaderField(name: $0.0, value: $0.1) })
        return Response(status: status, url: "https://example.org/feed", headers: fields, body: Body(bytes: Array(body.utf8)))
    }

    private func failure(_ status: Int, _ headers: [(String, String)] = []) -> PollFailure? {
        if case .failed(let failure) = PollResponse(response(status, headers), to: SourceState(), now: now) { failure } else { nil }
    }

    @Test("200, 203 and 226 bring a document", arguments: [200, 203, 226])
    func document(_ status: Int) {
        guard case .document = PollResponse(response(status, body: "x"), to: SourceState(), now: now) else {
            Issue.record("\(status)")
            return
        }
    }

    @Test("a 304, and the same bytes as last time, bring nothing new")
    func unchanged() {
        var state = SourceState()
        state.document.bodyDigest = StableHash.hash(Array("x".utf8))
        for response in [response(304), response(200, body: "x")] {
            guard case .unchanged = PollResponse(response, to: state, now: now) else {
                Issue.record("\(response.status)")
                return
            }
        }
    }

    @Test("the same bytes of a body that was cut off are a document, so that what is missing is asked for")
    func cutOff() {
        var state = SourceState()
        state.document.bodyDigest = StableHash.hash(Array("x".utf8))
        var response = response(200, body: "x")
        response.interruption = .connectionClosed(host: "example.org")
        guard case .document = PollResponse(response, to: state, now: now) else {
            Issue.record("a part was taken for the whole")
            return
        }
    }

    @Test("429 and 503 hold the host, a minute at least", arguments: [429, 503])
    func overloaded(_ status: Int) {
        #expect(failure(status)?.hold == .seconds(60))
        #expect(failure(status, [("Retry-After", "5")])?.hold == .seconds(60))
        #expect(failure(status, [("Retry-After", "600")])?.hold == .seconds(600))
        #expect(failure(status, [("Retry-After", "600")])?.retryAfter == .seconds(600))
    }

    @Test("other failures hold the source alone", arguments: [400, 401, 403, 404, 408, 410, 500, 502])
    func failed(_ status: Int) {
        #expect(failure(status)?.hold == nil)
        #expect(failure(status, [("Retry-After", "600")])?.retryAfter == .seconds(600))
        #expect(failure(status)?.status == status)
        #expect(failure(status)?.error.description.hasPrefix("\(status) ") == true)
    }
}
