import Bytes
import Markup

/// What a page is where its items are missing: a page, one that scripts would fill, or one that keeps programs out.
package enum PageKind: Sendable, Hashable {
    case page
    /// Has hardly any text, and scripts that would build the page.
    case appShell
    /// Asks whether a person is there (Cloudflare, Incapsula, DataDome, PerimeterX and their like).
    case botWall

    /// A page with more text than this is neither.
    private static let fewLetters = 1_500
    /// A page with less is empty but for what scripts make of it.
    private static let shellLetters = 400

    private static let challenges = [
        "just a moment", "attention required! | cloudflare", "checking your browser", "verify you are human", "verifying you are human",
        "are you a robot",
        "i am not a robot", "i'm not a robot", "ddos protection by", "pardon our interruption", "access to this page has been denied",
        "enable javascript and cookies to continue",
        "unusual traffic", "security check to access", "please complete the security check", "bot verification", "human verification",
        "ich bin kein roboter",
    ]
    private static let challengeMarks = [
        "cf-challenge", "cf-chl", "challenge-platform", "_incapsula_", "captcha-delivery.com", "px-captcha", "g-recaptcha", "h-captcha",
        "cf-turnstile", "awswafcookie", "sgcaptcha",
    ]
    private static let appRoots: Set<String> = [
        "root", "app", "__next", "__nuxt", "___gatsby", "svelte", "main-app", "react-root", "ember-app", "q-app",
    ]

    init(_ tree: HTMLTree) {
        var letters = 0
        var text = ""
        var marks = ""
        var scripts = 0
        var hasRoot = false
        var index = 0
        while index < tree.nodes.count {
            let node = tree.nodes[index]
            if node.isText {
                letters += tree.text(index).count
                if text.utf8.count < 8_192 { text += String(decoding: tree.text(index), as: UTF8.self) + " " }
            } else {
                tree.forEachAttribute(index) { name, value in
                    guard marks.utf8.count < 65_536,
                        name.elementsEqual("id".utf8) || name.elementsEqual("class".utf8) || name.elementsEqual("src".utf8)
                    else { return }
                    marks += String(decoding: value.prefix(200), as: UTF8.self).lowercased() + " "
                }
                if let id = tree.attribute(index, "id"), Self.appRoots.contains(id.lowercased()) { hasRoot = true }
                if node.element == .script || node.element == .style || node.element == .noscript {
                    if node.element == .script { scripts += 1 }
                    if node.element == .script, marks.utf8.count < 65_536 {
                        marks += String(tree.textContent(index).prefix(2_000)).lowercased() + " "
                    }
                    if node.element == .noscript { text += tree.textContent(index) + " " }
                    index = Int(node.end)
                    continue
                }
            }
            index += 1
        }
        let lower = text.lowercased()
        if letters <= Self.fewLetters,
            Self.challenges.contains(where: lower.contains) || Self.challengeMarks.contains(where: marks.contains)
        {
            self = .botWall
        } else if scripts > 0, letters <= Self.shellLetters,
            hasRoot || lower.contains("javascript") || letters < 100
        {
            self = .appShell
        } else {
            self = .page
        }
    }
}
