import ArgumentParser
import Syndication

/// `feedd parse`: feed files as JSON Feed, one document a line, in the order given.
struct ParseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "parse", abstract: "Prints feed files as JSON Feed 1.1, one document a line.",
        discussion: "A file that is no feed gives a line whose _feedd.error says why, and exit status 65; the other files still come out.")

    @Option(help: "The URL of the document; relative references are resolved against it.")
    var url: String?

    @Option(name: .customLong("header"), help: ArgumentHelp("A header line of the response.", valueName: "Name: value"))
    var headers: [String] = []

    @Flag(help: "Also prints the elements that feedd does not read, in _feedd.extensions.")
    var extensions = false

    @Argument(help: "Feed files; - is standard input.")
    var files: [String]

    func run() throws {
        try DocumentFile.print(files) { bytes, file in
            let report = ParseReport(bytes, url: url, headers: headers, extensions: extensions)
            if let error = report.error { ExitStatus.say("\(file): \(error)") }
            return (report.line, report.error == nil ? 0 : 65)
        }
    }
}
