import Testing
import Transfer

@testable import Aggregator

@Suite("Errors of article pages")
struct PageErrorTests {
    @Test(
        "what may succeed later is told from what will not",
        arguments: [
            (.notAPage, false), (.forbiddenByRobots(host: "h"), false), (.tooManyRedirects(host: "h", limit: 10), false),
            (.notHTML(host: "h"), false), (.noArticle(host: "h"), false), (.status(404, host: "h"), false),
            (.status(403, host: "h"), false),
            (.status(410, host: "h"), false), (.status(304, host: "h"), false), (.status(408, host: "h"), true),
            (.status(425, host: "h"), true), (.status(429, host: "h"), true), (.status(500, host: "h"), true),
            (.status(503, host: "h"), true),
            (.transfer(.timedOut(host: "h", after: .seconds(1))), true), (.transfer(.connectionClosed(host: "h")), true),
            (.transfer(.nameNotResolved(host: "h")), true), (.transfer(.badURL(reason: "r")), false),
            (.transfer(.refusedAddress(host: "h", address: "127.0.0.1")), false), (.transfer(.tooLarge(host: "h", limit: 1)), false),
        ] as [(PageError, Bool)])
    func temporary(_ error: PageError, _ isTemporary: Bool) {
        #expect(error.isTemporary == isTemporary)
    }
}
