import ArgumentParser
import Extraction

/// `feedd extract`: the articles of web pages as JSON Feed items, one a line, in the order given.
struct ExtractCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "extract", abstract: "Prints the articles of web pages as JSON Feed items, one a line.",
        discussion: "A page without an article gives a line whose content_text is \"\".")

    @Option(help: "The address that the page came from; relative references stand against it.")
    var url: String?

    @Argument(help: "Web pages; - is standard input.")
    var files: [String]

    func run() throws {
        var status: Int32 = 0
        for file in files {
            guard let bytes = DocumentFile.read(file) else {
                status = 66
                continue
            }
            let report = ArticleReport(bytes, url: url, name: file)
            guard DocumentFile.printLine(report.line) else { throw ExitCode(74) }
        }
        if status != 0 { throw ExitCode(status) }
    }
}
