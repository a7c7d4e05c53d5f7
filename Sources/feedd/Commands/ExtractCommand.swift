import ArgumentParser
import Extraction
import Syndication

/// `feedd extract`: the articles of web pages as JSON Feed items, one a line, in the order given.
struct ExtractCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "extract", abstract: "Prints the articles of web pages as JSON Feed items, one a line.",
        discussion: "A page without an article gives a line whose content_text is \"\".")

    @Option(help: "The URL of the page; relative references are resolved against it.")
    var url: String?

    @Argument(help: "Web pages; - is standard input.")
    var files: [String]

    func run() throws {
        try DocumentFile.print(files) { bytes, file in
            (ArticleReport(bytes, url: url, name: file).line, 0)
        }
    }
}
