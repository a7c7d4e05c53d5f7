import Testing

@testable import Transfer

@Suite("Classes of response statuses")
struct ResponseClassTests {
    @Test(
        "each status has one class",
        arguments: [
            (200, .document), (203, .document), (226, .document),
            (201, .otherSuccess), (202, .otherSuccess), (204, .otherSuccess), (206, .otherSuccess), (299, .otherSuccess),
            (304, .notModified),
            (301, .redirect), (302, .redirect), (303, .redirect), (307, .redirect), (308, .redirect),
            (429, .overloaded), (503, .overloaded),
            (408, .temporaryFailure), (425, .temporaryFailure), (500, .temporaryFailure), (502, .temporaryFailure),
            (599, .temporaryFailure),
            (300, .permanentFailure), (305, .permanentFailure), (400, .permanentFailure), (401, .permanentFailure),
            (403, .permanentFailure), (404, .permanentFailure), (410, .permanentFailure), (0, .permanentFailure), (199, .permanentFailure),
            (600, .permanentFailure), (999, .permanentFailure), (-1, .permanentFailure),
        ] as [(Int, ResponseClass)])
    func classes(status: Int, expected: ResponseClass) {
        #expect(Response(status: status, url: "https://example.org/").statusClass == expected)
    }
}
