import ArgumentParser
import Bytes
import Configuration
import Glibc

/// A source that is named on the command line.
enum SourceArgument {
    /// A name that is not known is an error, with the name that was probably meant.
    ///
    /// - Parameter place: where such names are known from.
    /// - Throws: `ExitCode`: 64.
    static func check(_ name: String, among known: [String], in place: String) throws {
        guard !known.contains(name) else { return }
        let advice = Suggestion.nearest(to: name, among: known).map { "did you mean '\($0)'?" } ?? "`feedd sources` lists them"
        ExitStatus.say("\(name): there is no source of this name in \(place): \(advice)")
        throw ExitCode(EX_USAGE)
    }
}
