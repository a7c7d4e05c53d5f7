import Foundation
import Testing

@testable import Configuration

/// A file that is wrong, and all that is said about it.
struct BadFile: Sendable, CustomTestStringConvertible {
    var text: String
    var says: [String]

    init(_ text: String, _ says: String...) {
        self.text = text
        self.says = says
    }

    var testDescription: String { text }
}

@Suite("What a bad configuration file is told")
struct ConfigurationDiagnosticsTests {
    /// The first line is a contact, so that nothing warns of its absence.
    private func diagnostics(_ text: String) throws -> [String] {
        let directory = try ConfigurationDirectory(["feedd.toml": "fetch.contact = 'a@example.org'\n" + text])
        return directory.diagnostics().map { $0.replacingOccurrences(of: "feedd.toml:", with: "") }
    }

    @Test(
        "an unknown key is named with what it was meant to be, or where it belongs",
        arguments: [
            BadFile("tags = 1", "2: unknown key 'tags' at the top level: it belongs in [[source]]"),
            BadFile("[journel]", "2: unknown key 'journel' at the top level: did you mean [journal]?"),
            BadFile("[[sources]]\nname = 'x'", "2: unknown key 'sources' at the top level: did you mean [[source]]?"),
            BadFile("includes = []", "2: unknown key 'includes' at the top level: did you mean 'include'?"),
            BadFile("zebra = 1", "2: unknown key 'zebra' at the top level"),
            BadFile("[journal]\ncontact = ''", "3: unknown key 'contact' in [journal]: it belongs in [fetch]"),
            BadFile("[journal]\ndirctory = 'x'", "3: unknown key 'dirctory' in [journal]: did you mean 'directory'?"),
            BadFile("[journal]\nsource = 'x'", "3: unknown key 'source' in [journal]: write [[source]] at the beginning of a line"),
            BadFile("[journal]\ninclude = []", "3: unknown key 'include' in [journal]: write it above the first table"),
            BadFile("fetch.per-host = 3", "2: unknown key 'per-host' in [fetch]: did you mean 'per_host'?"),
            BadFile("fetch.maxBody = '1MB'", "2: unknown key 'maxBody' in [fetch]: did you mean 'max_body'?"),
            BadFile("[defaults]\nname = 'x'", "3: unknown key 'name' in [defaults]: it belongs in [[source]]"),
            BadFile("[defaults]\nintreval = '1h'", "3: unknown key 'intreval' in [defaults]: did you mean 'interval'?"),
            BadFile(
                "[[source]]\nname = 'x'\nurl = 'https://a.org/'\n\n# why\nintervall = '5m'",
                "7: unknown key 'intervall' in [[source]] 'x': did you mean 'interval'?"),
            BadFile("[defaults]\n\"in\\u0074ervall\" = '1h'", "3: unknown key 'intervall' in [defaults]: did you mean 'interval'?"),
            BadFile("[defaults]\n\"a\\u001Bb\" = 1", "3: unknown key 'a\u{FFFD}b' in [defaults]"),
        ])
    func unknownKeys(file: BadFile) throws {
        #expect(try diagnostics(file.text) == file.says)
    }

    @Test(
        "a key whose feature does not exist yet says so",
        arguments: [
            ("[journal]\nkeep = 'forever'", "3: 'keep' in [journal] is"),
            ("[journal]\nsegment_size = '64MiB'", "3: 'segment_size' in [journal] is"),
            ("[[source]]\nname = 'x'\nurl = 'https://a.org/'\nfilter = { exclude = [] }", "5: 'filter' in [[source]] 'x' is"),
            ("[[source]]\nname = 'x'\nurl = 'https://a.org/'\n[source.page]\nitem = 'a'", "5: 'page' in [[source]] 'x' is"),
        ])
    func plannedKeys(text: String, start: String) throws {
        #expect(try diagnostics(text) == [start + " not supported yet: remove it; a later release of feedd will read it"])
    }

    @Test(
        "remember is a duration of a day at least",
        arguments: [
            ("remember = '12h'", "3: 'remember' in [defaults] is 12h: write a duration from 1d to 36500d"),
            (
                "remember = 400",
                "3: 'remember' in [defaults] takes a duration such as \"400d\", not an integer: write a unit, such as \"400s\""
            ),
            (
                "remember = 'forever'",
                "3: 'remember' in [defaults] is no duration: \"forever\": write a whole number and one of s, m, h, d, such as \"400d\""
            ),
        ])
    func remember(line: String, says: String) throws {
        #expect(try diagnostics("[defaults]\n" + line) == [says])
    }

    @Test("an interval that is to be learnt is not supported yet")
    func learntInterval() throws {
        #expect(
            try diagnostics("defaults.interval = 'auto'") == [
                "2: 'interval = \"auto\"' in [defaults] is not supported yet: write a duration such as \"30m\""
            ])
    }

    @Test(
        "a value of the wrong type is told which is right",
        arguments: [
            BadFile("journal = 3", "2: 'journal' takes a table, not an integer: write [journal]"),
            BadFile("[[journal]]", "2: [[journal]] is there once alone: write [journal]"),
            BadFile("[[defaults]]\n[[defaults]]", "2: [[defaults]] is there once alone: write [defaults]"),
            BadFile("[source]\nname = 'x'", "2: [source] is one table: write [[source]] above each source"),
            BadFile("source = ['https://a.org/']", "2: 'source' takes tables, not a string: write [[source]] above each source"),
            BadFile("source = true", "2: 'source' takes tables, not a boolean: write [[source]] above each source"),
            BadFile("journal.directory = 3", "2: 'directory' in [journal] takes a string such as \"journal\", not an integer"),
            BadFile("journal.content = true", "2: 'content' in [journal] takes a string such as \"both\", not a boolean"),
            BadFile(
                "journal.sync = 1",
                "2: 'sync' in [journal] takes a duration such as \"1s\", not an integer: write a unit, such as \"1s\""),
            BadFile("fetch.connections = 1.5", "2: 'connections' in [fetch] takes an integer, not a number with a fraction"),
            BadFile("fetch.connections = '64'", "2: 'connections' in [fetch] takes an integer, not a string: write 64, without quotes"),
            BadFile("fetch.per_host = 1979-05-27", "2: 'per_host' in [fetch] takes an integer, not a date"),
            BadFile("fetch.timeout = 07:32:00", "2: 'timeout' in [fetch] takes a duration such as \"60s\", not a time"),
            BadFile("fetch.timeout = nan", "2: 'timeout' in [fetch] takes a duration such as \"60s\", not a number with a fraction"),
            BadFile("fetch.max_body = []", "2: 'max_body' in [fetch] takes a size such as \"16MiB\", not an array"),
            BadFile("near_duplicates = 'mark'", "2: 'near_duplicates' takes a table, not a string: write [near_duplicates]"),
            BadFile(
                "near_duplicates.window = 7",
                "2: 'window' in [near_duplicates] takes a duration such as \"7d\", not an integer: write a unit, such as \"7s\""),
            BadFile(
                "near_duplicates.threshold = '0.7'",
                "2: 'threshold' in [near_duplicates] takes a number such as 0.6, not a string: write 0.7, without quotes"),
            BadFile(
                "near_duplicates.threshold = '60%'", "2: 'threshold' in [near_duplicates] takes a number such as 0.6, not a string"),
            BadFile(
                "defaults.near_duplicates = true", "2: 'near_duplicates' in [defaults] takes a string such as \"mark\", not a boolean"),
            BadFile(
                "fetch.allow_private_addresses = 'true'",
                "2: 'allow_private_addresses' in [fetch] takes true or false, not a string: write true, without quotes"),
            BadFile("defaults.enabled = 1", "2: 'enabled' in [defaults] takes true or false, not an integer: write true or false"),
            BadFile(
                "defaults.tags = 'bg'", "2: 'tags' in [defaults] takes an array of strings such as [\"news\"], not a string: write [\"bg\"]"
            ),
            BadFile(
                "[defaults]\ntags = [\n  'a', # one\n  2,\n  [],\n]",
                "5: 'tags' in [defaults] takes strings alone, and one of its values is an integer",
                "6: 'tags' in [defaults] takes strings alone, and one of its values is an array"),
            BadFile(
                "defaults.backlog = true",
                "2: 'backlog' in [defaults] takes \"all\", a number of items such as 10, or an age such as \"7d\", not a boolean"),
            BadFile(
                "include = 'a.toml'",
                "2: 'include' at the top level takes an array of strings such as [\"sources.d/*.toml\"], not a string: write [\"a.toml\"]"),
            BadFile(
                "[[source]]\nname = 3\nurl = 'https://a.org/'",
                "3: 'name' in [[source]] number 1 takes a string such as \"example\", not an integer"),
        ])
    func wrongTypes(file: BadFile) throws {
        #expect(try diagnostics(file.text) == file.says)
    }

    @Test(
        "a value that cannot be is told what can",
        arguments: [
            BadFile("defaults.interval = '1h30m'", "2: 'interval' in [defaults] is no duration: \"1h30m\": did you mean \"90m\"?"),
            BadFile(
                "defaults.interval = '30 minutes'", "2: 'interval' in [defaults] is no duration: \"30 minutes\": did you mean \"30m\"?"),
            BadFile(
                "defaults.interval = 'often'",
                "2: 'interval' in [defaults] is no duration: \"often\": write a whole number and one of s, m, h, d, such as \"30m\""),
            BadFile(
                "defaults.interval = '-5m'",
                "2: 'interval' in [defaults] is no duration: \"-5m\": write a whole number and one of s, m, h, d, such as \"30m\""),
            BadFile(
                "defaults.interval = '99999999999999999999d'",
                "2: 'interval' in [defaults] is no duration: \"99999999999999999999d\": "
                    + "write a whole number and one of s, m, h, d, such as \"30m\""),
            BadFile("defaults.interval = -1", "2: 'interval' in [defaults] takes a duration such as \"30m\", not an integer"),
            BadFile("near_duplicates.window = '5m'", "2: 'window' in [near_duplicates] is 5m: write a duration from 1h to 365d"),
            BadFile("near_duplicates.threshold = 60", "2: 'threshold' in [near_duplicates] is 60.0: write a number from 0.3 to 1.0"),
            BadFile("near_duplicates.threshold = nan", "2: 'threshold' in [near_duplicates] is nan: write a number from 0.3 to 1.0"),
            BadFile("[near_duplicates]\npolicy = 'drop'", "3: unknown key 'policy' in [near_duplicates]"),
            BadFile("[defaults]\nthreshold = 0.7", "3: unknown key 'threshold' in [defaults]: it belongs in [near_duplicates]"),
            BadFile(
                "defaults.near_duplicates = 'dorp'", "2: 'near_duplicates' in [defaults] is \"dorp\": did you mean \"drop\"?"),
            BadFile(
                "[[source]]\nname = 'x'\nurl = 'https://a.org/'\nnear_duplicates = 'hide'",
                "5: 'near_duplicates' in [[source]] 'x' is \"hide\": write \"mark\", \"drop\" or \"keep\""),
            BadFile("defaults.interval_max = '400d'", "2: 'interval_max' in [defaults] is 400d: write a duration from 1s to 365d"),
            BadFile("defaults.interval_min = '0s'", "2: 'interval_min' in [defaults] is 0s: write a duration from 1s to 365d"),
            BadFile(
                "defaults.interval = '5m'",
                "2: 'interval_min' (10m, not set here) in [defaults] is longer than 'interval' (5m): set 'interval_min' too"),
            BadFile(
                "[defaults]\ninterval = '2d'\ninterval_max = '36h'",
                "3: 'interval' (2d) in [defaults] is longer than 'interval_max' (36h): change one of them"),
            BadFile("fetch.max_body = '16M'", "2: 'max_body' in [fetch] is no size: \"16M\": did you mean \"16MiB\"?"),
            BadFile("fetch.max_body = '16 mb'", "2: 'max_body' in [fetch] is no size: \"16 mb\": did you mean \"16MB\"?"),
            BadFile(
                "fetch.max_body = 'big'",
                "2: 'max_body' in [fetch] is no size: \"big\": write a whole number and one of KB, MB, GB, KiB, MiB, GiB, such as \"16MiB\""
            ),
            BadFile(
                "fetch.max_body = '9999999999GiB'",
                "2: 'max_body' in [fetch] is no size: \"9999999999GiB\": "
                    + "write a whole number and one of KB, MB, GB, KiB, MiB, GiB, such as \"16MiB\""),
            BadFile("fetch.max_body = -1", "2: 'max_body' in [fetch] is -1: write a size from 1KiB to 1GiB"),
            BadFile("fetch.timeout = '2h'", "2: 'timeout' in [fetch] is 2h: write a duration from 1s to 1h"),
            BadFile("fetch.connections = 0", "2: 'connections' in [fetch] is 0: write a number from 1 to 10000"),
            BadFile(
                "fetch.per_host = 9223372036854775807", "2: 'per_host' in [fetch] is 9223372036854775807: write a number from 1 to 1000"),
            BadFile("journal.sync = '0s'", "2: 'sync' in [journal] is 0s: write \"always\" to sync every commit by itself"),
            BadFile("journal.content = 'htlm'", "2: 'content' in [journal] is \"htlm\": did you mean \"html\"?"),
            BadFile(
                "journal.content = 'pdf'", "2: 'content' in [journal] is \"pdf\": write \"both\", \"html\", \"text\" or \"none\""),
            BadFile(
                "journal.directory = ''",
                "2: 'directory' in [journal] is no path: write one such as \"journal\", relative to the state directory"),
            BadFile("defaults.backlog = '10'", "2: 'backlog' in [defaults] is \"10\": write 10, without quotes, for a number of items"),
            BadFile("defaults.backlog = 'none'", "2: 'backlog' in [defaults] is \"none\": write 0"),
            BadFile("defaults.backlog = '1 week'", "2: 'backlog' in [defaults] is \"1 week\": did you mean \"7d\"?"),
            BadFile("defaults.backlog = -3", "2: 'backlog' in [defaults] is -3: write a number from 0 to 1000000"),
            BadFile("defaults.tags = ['', 'a']", "2: 'tags' in [defaults] has an empty tag: remove it"),
            BadFile(
                "defaults.tags = [\"a\\nb\"]",
                "2: 'tags' in [defaults] has a tag with a control character: \"a\u{FFFD}b\": remove the character"),
        ])
    func badValues(file: BadFile) throws {
        #expect(try diagnostics(file.text) == file.says)
    }

    @Test(
        "a source that cannot be one is told why",
        arguments: [
            BadFile(
                "[[source]]", "2: no name in [[source]] number 1: add a unique one, such as name = \"example\"",
                "2: no url in [[source]] number 1: add the feed's, such as url = \"https://example.org/feed.xml\""),
            BadFile(
                "[[source]]\nname = ''\nurl = 'https://a.org/'",
                "3: 'name' in [[source]] number 1 is empty: write a unique one, such as \"example\""),
            BadFile(
                "[[source]]\nname = 'my feed'\nurl = 'https://a.org/'",
                "3: 'name' in [[source]] 'my feed' has other characters than ASCII letters, digits, '-', '_' and '.': "
                    + "write \"my-feed\", for one"),
            BadFile(
                "[[source]]\nname = 'новини'\nurl = 'https://a.org/'",
                "3: 'name' in [[source]] 'новини' has other characters than ASCII letters, digits, '-', '_' and '.'"),
            BadFile(
                "[[source]]\nname = '\(String(repeating: "n", count: 129))'\nurl = 'https://a.org/'",
                "3: 'name' in [[source]] '\(String(repeating: "n", count: 120))…' is longer than 128 characters: shorten it"),
            BadFile(
                "[[source]]\nname = 'x'\nurl = 'https://a.org/1'\n\n[[source]]\nurl = 'https://a.org/2'\nname = 'x'",
                "8: the name 'x' is taken: 3 has it: give one of the two sources another"),
            BadFile(
                "[[source]]\nname = 'x'\nurl = 'https://a.org/1'\n[[source]]\nname = 'y'\nurl = 'HTTPS://A.org/1#top'",
                "7: warning: 'url' in [[source]] 'y' is another source's too: 4 has it: remove one of the two"),
            BadFile(
                "source = [{ name = 'x', url = 'ftp://a.org/' },\n  { name = 'y', url = 'https://a.org/', udates = true }]",
                "2: 'url' in [[source]] 'x' cannot be polled: 'ftp:' is no scheme that can be polled: only http, https and file are",
                "3: unknown key 'udates' in [[source]] 'y': did you mean 'updates'?"),
        ])
    func badSources(file: BadFile) throws {
        // A place in a message loses its file name with the rest, but for its line.
        #expect(try diagnostics(file.text) == file.says)
    }

    @Test(
        "text that is not TOML is told where it stops being TOML",
        arguments: [
            BadFile("[[source]\n", "2:10: not TOML: expected ']' before the end of the line"),
            BadFile("[[source]] x", "2:12: not TOML: expected the end of the line"),
            BadFile("[[]]", "2:3: not TOML: expected a key"), BadFile("ключ = 1", "2:1: not TOML: expected a key"),
            BadFile("a", "2:2: not TOML: expected '=' before the end of the file"),
            BadFile("a =\nb = 1", "2:4: not TOML: expected a value before the end of the line"),
            BadFile("a = \"x", "2:7: not TOML: expected a closing quote before the end of the file"),
            BadFile("'ü' = 'x\ny'", "2:9: not TOML: expected a closing quote before the end of the line"),
            BadFile("a = '''x\n''", "3:3: not TOML: expected three closing quotes before the end of the file"),
            BadFile("a = [1, 2", "2:10: not TOML: expected ',' or ']' before the end of the file"),
            BadFile("a = [1 2]", "2:8: not TOML: expected ',' or ']'"),
            BadFile("a = { b = 1,\n c = 2 }", "2:13: not TOML: expected a key before the end of the line"),
            BadFile("a = 1\na = 2", "3:5: not TOML: while parsing key-value pair: cannot redefine existing integer 'a'"),
            BadFile("[journal]\n[journal]", "3:1: not TOML: while parsing table header: cannot redefine existing table 'journal'"),
            BadFile("a = \"\\q\"", "2:7: not TOML: while parsing string: unknown escape sequence '\\q'"),
            BadFile("a = yes", "2:5: not TOML: while parsing value: could not determine value type"),
        ])
    func notTOML(file: BadFile) throws {
        #expect(try diagnostics(file.text) == file.says)
    }

    @Test("the line is right behind strings of several lines, comments, nested arrays and other line ends")
    func linesBehindOddities() throws {
        let text = #"""
            # [[source]]
            [[source]] # one
            name = """
            a\
              b"""
            url = '''
            https://a.org/'''
            tags = [ # ["x"]
              "]", '[',

              "\"", "a#b" ]
            enabled = 1
            """#
        let expected = ["13: 'enabled' in [[source]] 'ab' takes true or false, not an integer: write true or false"]
        #expect(try diagnostics(text) == expected)
        #expect(try diagnostics(text.replacingOccurrences(of: "\n", with: "\r\n")) == expected)
    }

    @Test("every error is told at once, in the order of the lines")
    func allAtOnce() throws {
        let text = """
            [[source]]
            name = "a"
            url = "nowhere"
            [[source]]
            nam = "b"
            timeout = "1y"
            [fetch]
            """
        #expect(
            try diagnostics(text).map { $0.prefix(2) } == ["8:"],
            "toml++ refuses a table that was begun before")
        #expect(
            try diagnostics(text.replacingOccurrences(of: "[fetch]", with: "[journal]\nsync = 'x'")).map { $0.prefix { $0 != ":" } }
                == ["4", "5", "5", "6", "7", "9"])
    }

    @Test("secrets in a URL are in no message")
    func secrets() throws {
        let said = try diagnostics(
            """
            [[source]]
            name = "a"
            url = "https://user:hunter2@a.org:99999/?token=hunter2"
            [[source]]
            name = "b"
            url = "a.org/x?hunter2"
            [[source]]
            name = "c"
            url = "https://user:hunter2@a.org/?token=hunter2"
            [[source]]
            name = "d"
            url = "https://user:hunter2@a.org/?token=hunter2"
            """)
        #expect(said.count == 3)
        #expect(!said.contains { $0.contains("hunter2") })
    }
}
