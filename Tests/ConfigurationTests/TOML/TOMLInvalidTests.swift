import Testing

@testable import Configuration

@Suite("Documents that are not TOML")
struct TOMLInvalidTests {
    static let keys: [(String, String)] = [
        ("= 1", "1:1: there is no key before '=': write one"),
        ("a", "1:1: 'a' has no value: write a = …"),
        ("a\nb = 1", "1:1: 'a' has no value: write a = …"),
        ("a b = 1", "1:3: there is white space in a key: remove it, or put the key in quotes"),
        ("a \"b\"", "1:3: expected '=' after the key 'a', not '\"'"),
        ("a: 1", "1:2: this looks like YAML, not TOML: write each source as [[source]] with name = \"…\" and url = \"…\""),
        (".a = 1", "1:1: expected a key, not '.'"),
        ("a. = 1", "1:4: there is no key before '=': write one"),
        ("a..b = 1", "1:3: expected a key, not '.'"),
        ("a = 1 b = 2", "1:7: expected the end of the line, not 'b'"),
        ("ключ = 1", "1:1: к (U+043A) cannot stand in a key without quotes: put the key in quotes, or write it in ASCII"),
        ("interväl = 1", "1:7: ä (U+00E4) cannot stand in a key without quotes: put the key in quotes, or write it in ASCII"),
        ("sоurce = 1", "1:2: о (U+043E) is not the ASCII letter o that it looks like: write o"),
        ("interval\u{A0}= 1", "1:9: there is a space that is not ASCII (U+00A0): write an ordinary space"),
        ("\u{200B}name = 1", "1:1: there is an invisible character (U+200B): remove it"),
        ("na–me = 1", "1:3: – (U+2013) is not ASCII: write -"),
        ("\"\"\"a\"\"\" = 1", "1:3: expected '=' after the key '', not '\"'"),
        ("'a\n' = 1", "1:1: this string is not closed on its line: end it with '"),
        ("a = b = 1", "1:5: strings need quotes: write \"b = 1\""),
        ("name ＝ 1", "1:6: ＝ (U+FF1D) is not ASCII: write ="),
        ("@a = 1", "1:1: expected a key, not '@'"),
        (
            "a.b.c." + String(repeating: "d.", count: 70) + "e = 1",
            "1:129: tables or arrays are nested too deep: a configuration needs no more than three levels"
        ),
    ]

    static let headers: [(String, String)] = [
        ("[a", "1:1: this header is not closed: write [a]"),
        ("[a\nb = 1", "1:1: this header is not closed: write [a]"),
        ("[[a]", "1:1: this header begins with [[ and ends with ]: write [[a]]"),
        ("[a]]", "1:4: expected the end of the line, not ']'"),
        ("[[a] ]", "1:1: this header begins with [[ and ends with ]: write [[a]]"),
        ("[]", "1:2: expected a key, not ']'"),
        ("[[]]", "1:3: expected a key, not ']'"),
        ("[a] b = 1", "1:5: expected the end of the line, not 'b'"),
        ("[ [a]]", "1:3: expected a key, not '['"),
        ("[a b]", "1:4: expected ']' after 'a', not 'b'"),
        ("[a.]", "1:4: expected a key, not ']'"),
        ("[a # b", "1:1: this header is not closed: write [a]"),
        ("[a:b]", "1:3: expected ']' after 'a', not ':'"),
        ("[„a“]", "1:2: „ (U+201E) is a typographic quotation mark: write \""),
    ]

    static let comments: [(String, String)] = [
        ("; remark", "1:1: expected a key or a comment: comments begin with #"),
        ("// remark", "1:1: expected a key or a comment: comments begin with #"),
        ("/* remark */", "1:1: expected a key or a comment: comments begin with #"),
        ("a = 1 ; remark", "1:7: expected a key or a comment: comments begin with #"),
        ("a = 1 // remark", "1:7: expected a key or a comment: comments begin with #"),
        ("a = 1;", "1:6: there is a semicolon at the end of the line: remove it"),
        ("[a] ; remark", "1:5: expected a key or a comment: comments begin with #"),
        ("# bell \u{7}", "1:8: there is a control character (U+0007) in a comment: remove it"),
        ("a = 1 # delete \u{7F}", "1:16: there is a control character (U+007F) in a comment: remove it"),
    ]

    static let words: [(String, String)] = [
        ("a =", "1:4: there is no value after '=': write one on the same line, or remove the key"),
        ("a = # b", "1:5: there is no value after '=': write one on the same line, or remove the key"),
        ("a = example", "1:5: strings need quotes: write \"example\""),
        ("a = my feed # b", "1:5: strings need quotes: write \"my feed\""),
        ("a = [news, sport]", "1:6: strings need quotes: write \"news\""),
        ("a = https://example.org/?a=1", "1:5: strings need quotes: write \"https://example.org/?a=1\""),
        ("a = yes", "1:5: 'yes' is not a boolean: write true"),
        ("a = True", "1:5: 'True' is not a boolean: write true"),
        ("a = OFF", "1:5: 'OFF' is not a boolean: write false"),
        ("a = null", "1:5: TOML has no null: leave the key out"),
        ("a = “example”", "1:5: “ (U+201C) is a typographic quotation mark: write \""),
        ("a = ‘example’", "1:5: ‘ (U+2018) is a typographic quotation mark: write '"),
        ("a = «example»", "1:5: « (U+00AB) is a typographic quotation mark: write \""),
        ("a = \u{A0}\"x\"", "1:5: there is a space that is not ASCII (U+00A0): write an ordinary space"),
        ("a = true\u{A0}", "1:5: there is a space that is not ASCII (U+00A0): write an ordinary space"),
        ("a = \"x”", "1:5: this string is not closed: it holds the typographic quote ” (U+201D): end it with \""),
        ("a = x\"", "1:5: the string has no opening quote: write \"x\""),
        ("a = it's", "1:5: strings need quotes: write \"it's\""),
        ("a = новини", "1:5: strings need quotes: write \"новини\""),
        ("a = C:\\feeds", "1:5: strings need quotes: write 'C:\\feeds'"),
        ("a = ,", "1:5: expected a value, not ','"),
        ("a = 1\u{FEFF}", "1:5: there is an invisible character (U+FEFF): remove it"),
        ("a = 1\u{A0}", "1:5: there is a space that is not ASCII (U+00A0): write an ordinary space"),
    ]

    static let numbers: [(String, String)] = [
        ("a = 012", "1:5: a number has no leading zeros: write 12"),
        ("a = +0_1", "1:5: a number has no leading zeros: write +1"),
        ("a = -00", "1:5: '-00' is not a number: put a string in quotes: \"-00\""),
        ("a = 1__0", "1:5: underscores in a number stand between digits: write 10"),
        ("a = _1", "1:5: strings need quotes: write \"_1\""),
        ("a = 1_", "1:5: underscores in a number stand between digits: write 1"),
        ("a = .5", "1:5: a number begins with a digit: write 0.5"),
        ("a = 5.", "1:5: digits must follow the decimal point: write 5.0"),
        ("a = 1._5", "1:5: underscores in a number stand between digits: write 1.5"),
        ("a = 1e", "1:5: '1e' is not a number: put a string in quotes: \"1e\""),
        ("a = 1.e5", "1:5: '1.e5' is not a number: put a string in quotes: \"1.e5\""),
        ("a = 0x", "1:5: '0x' is not a number: put a string in quotes: \"0x\""),
        ("a = 0xG", "1:5: '0xG' is not a number: put a string in quotes: \"0xG\""),
        ("a = +0x1", "1:5: '+0x1' is not a number: put a string in quotes: \"+0x1\""),
        ("a = 0X1F", "1:5: '0X1F' is not a number: write 0x1f"),
        ("a = 0b2", "1:5: '0b2' is not a number: put a string in quotes: \"0b2\""),
        ("a = 1 000", "1:7: expected the end of the line, not '0'"),
        ("a = 1,5", "1:6: there is a comma after the value: remove it: each key stands on a line of its own"),
        (
            "a = 9223372036854775808",
            "1:5: the number 9223372036854775808 does not fit into 64 bits: write one from -9223372036854775808 to 9223372036854775807"
        ),
        (
            "a = -9223372036854775809",
            "1:5: the number -9223372036854775809 does not fit into 64 bits: write one from -9223372036854775808 to 9223372036854775807"
        ),
        (
            "a = 0x8000000000000000",
            "1:5: the number 0x8000000000000000 does not fit into 64 bits: write one from -9223372036854775808 to 9223372036854775807"
        ),
        ("a = 30m", "1:5: '30m' is not a number: put a string in quotes: \"30m\""),
        ("a = 60%", "1:5: '60%' is not a number: put a string in quotes: \"60%\""),
        ("a = Infinity", "1:5: strings need quotes: write \"Infinity\""),
        ("a = NaN", "1:5: 'NaN' is not a number: write nan"),
        ("a = --1", "1:5: strings need quotes: write \"--1\""),
        ("a = 1.2.3", "1:5: '1.2.3' is not a number: put a string in quotes: \"1.2.3\""),
    ]

    static let dates: [(String, String)] = [
        ("a = 2026-13-01", "1:5: there is no month 13: write 01 to 12"),
        ("a = 2026-00-01", "1:5: there is no month 0: write 01 to 12"),
        ("a = 2026-02-29", "1:5: there is no day 29 in month 2 of 2026: write 01 to 28"),
        ("a = 2026-04-31", "1:5: there is no day 31 in month 4 of 2026: write 01 to 30"),
        (
            "a = 2026-1-1",
            "1:5: '2026-1-1' is not a date or time: write one like 2026-11-27 or 2026-11-27T10:30:00Z, or put a string in quotes"
        ),
        (
            "a = 2026-01",
            "1:5: '2026-01' is not a date or time: write one like 2026-11-27 or 2026-11-27T10:30:00Z, or put a string in quotes"
        ),
        (
            "a = 2026-01-01T",
            "1:5: '2026-01-01T' is not a date or time: write one like 2026-11-27 or 2026-11-27T10:30:00Z, or put a string in quotes"
        ),
        ("a = 2026-01-01T24:00:00", "1:5: there is no hour 24: write 00 to 23"),
        ("a = 2026-01-01T12:60:00Z", "1:5: there is no minute 60: write 00 to 59"),
        ("a = 2026-01-01T12:00:61Z", "1:5: there is no second 61: write 00 to 59"),
        ("a = 2026-01-01T12:00", "1:5: the time in '2026-01-01T12:00' has no seconds: write them too, such as 07:32:00"),
        (
            "a = 2026-01-01T12:00:00.Z",
            "1:5: '2026-01-01T12:00:00.Z' is not a date or time: write one like 2026-11-27 or 2026-11-27T10:30:00Z, or put a string in quotes"
        ),
        ("a = 2026-01-01T12:00:00+2:00", "1:5: the offset from UTC is incomplete: write it like +02:00, or Z"),
        ("a = 2026-01-01T12:00:00+24:00", "1:5: there is no hour 24: write 00 to 23"),
        (
            "a = 2026-01-01X12:00:00",
            "1:5: '2026-01-01X12:00:00' is not a date or time: write one like 2026-11-27 or 2026-11-27T10:30:00Z, or put a string in quotes"
        ),
        ("a = 2026-01-01 x", "1:16: expected the end of the line, not 'x'"),
        ("a = 12:00", "1:5: the time in '12:00' has no seconds: write them too, such as 07:32:00"),
        ("a = 25:00:00", "1:5: there is no hour 25: write 00 to 23"),
        (
            "a = 12:00:00Z",
            "1:5: '12:00:00Z' is not a date or time: write one like 2026-11-27 or 2026-11-27T10:30:00Z, or put a string in quotes"
        ),
        (
            "a = 2026-01-01 12",
            "1:5: '2026-01-01 12' is not a date or time: write one like 2026-11-27 or 2026-11-27T10:30:00Z, or put a string in quotes"
        ),
    ]

    static let strings: [(String, String)] = [
        ("a = \"x", "1:5: this string is not closed on its line: end it with \""),
        ("a = 'x", "1:5: this string is not closed on its line: end it with '"),
        ("a = \"x\ny\"", "1:5: this string is not closed on its line: end it with \""),
        ("a = '''x\n''", "1:5: this ''' is not closed: add the ''' where it ends"),
        ("a = \"\"\"x\n\"\"", "1:5: this \"\"\" is not closed: add the \"\"\" where it ends"),
        ("a = \"\\q\"", "1:6: there is no escape \\q: write \\\\ for a backslash, or put the string in single quotes"),
        ("a = \"C:\\Users\\me\"", "1:8: \\U takes 8 hexadecimal digits: write \\\\ for a backslash, or put the string in single quotes"),
        ("a = \"\\u12\"", "1:6: \\u takes 4 hexadecimal digits: write \\\\ for a backslash, or put the string in single quotes"),
        ("a = \"\\ud800\"", "1:6: there is no character U+D800: write a code point from 0000 to D7FF or E000 to 10FFFF"),
        ("a = \"\\U00110000\"", "1:6: there is no character U+110000: write a code point from 0000 to D7FF or E000 to 10FFFF"),
        ("a = \"\\x41\"", "1:6: there is no escape \\x: write \\\\ for a backslash, or put the string in single quotes"),
        ("a = \"\\e\"", "1:6: there is no escape \\e: write \\\\ for a backslash, or put the string in single quotes"),
        ("a = \"x\\", "1:7: there is no escape \\: write \\\\ for a backslash, or put the string in single quotes"),
        ("a = \"\"\"\\ x\"\"\"", "1:8: there is no escape \\ : write \\\\ for a backslash, or put the string in single quotes"),
        ("a = \"\u{7}\"", "1:6: there is a control character (U+0007) in a string: remove it"),
        ("a = '\u{1F}'", "1:6: there is a control character (U+001F) in a string: remove it"),
        ("a = \"\"\"\u{0}\"\"\"", "1:8: there is a NUL byte: this is not a text file, or not UTF-8"),
        ("a = \"x\ry\"", "1:7: there is a carriage return without a line feed: save the file with LF or CRLF line ends"),
        ("a = \"\"\"x\ry\"\"\"", "1:9: there is a carriage return without a line feed: save the file with LF or CRLF line ends"),
        ("a = 'it's'", "1:9: the string ends at the ' before this: put a string that holds an apostrophe in double quotes"),
        ("a = \"say \"hi\"\"", "1:11: the string ends at the \" before this: write \\\" for a quote within a string"),
        ("a = \"x\" \"y\"", "1:9: expected the end of the line, not '\"'"),
        ("a = \"x\",", "1:8: there is a comma after the value: remove it: each key stands on a line of its own"),
        ("a = \"\"\"x\"\"\"\"\"\"", "1:14: expected the end of the line, not '\"'"),
    ]

    static let arrays: [(String, String)] = [
        ("a = [1, 2", "1:5: this [ is not closed: add the ] where it ends"),
        ("a = [\"x\",\nb = 1", "1:5: this [ is not closed: add the ] where it ends"),
        ("a = [\"x\"\n[b]", "1:5: this [ is not closed: add the ] where it ends"),
        ("a = [\"x\",\n[[b]]", "1:5: this [ is not closed: add the ] where it ends"),
        ("a = [1 2]", "1:8: expected ',' or ']', not '2'"),
        ("a = [,]", "1:6: expected a value, not ','"),
        ("a = [1,,2]", "1:8: expected a value, not ','"),
        ("a = [1; 2]", "1:7: expected ',' or ']', not ';'"),
        ("a = [1}", "1:7: expected ',' or ']', not '}'"),
        ("a = [1, [2, 3]", "1:5: this [ is not closed: add the ] where it ends"),
        ("a = {b = 1", "1:5: this { is not closed on its line: write the inline table on one line, or as a table with a header of its own"),
        (
            "a = {b = 1,\n c = 2}",
            "1:5: this { is not closed on its line: write the inline table on one line, or as a table with a header of its own"
        ),
        ("a = {b = 1, }", "1:11: there is a comma after the last value of an inline table: remove it"),
        ("a = {b = 1 c = 2}", "1:12: expected ',' or '}', not 'c'"),
        ("a = {,}", "1:6: expected a key, not ','"),
        ("a = {b}", "1:7: expected '=' after the key 'b', not '}'"),
        ("a = {b = 1]", "1:11: expected ',' or '}', not ']'"),
        ("a = {1, 2}", "1:7: expected '=' after the key '1', not ','"),
        ("a = {b = [1, 2}", "1:15: expected ',' or ']', not '}'"),
        (
            "a = [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
            "1:69: tables or arrays are nested too deep: a configuration needs no more than three levels"
        ),
    ]

    static let definitions: [(String, String)] = [
        (
            "[a.b.c]\n[a]\nb.d = 1\n[a.b]",
            "4:1: the table 'a.b' is already defined by dotted keys: first at 3:1: put its keys either there or here"
        ),
        ("a = 1\na = 2", "2:1: the key 'a' is defined twice: first at 1:1: remove one of the two"),
        ("a = 1\n\"a\" = 2", "2:1: the key 'a' is defined twice: first at 1:1: remove one of the two"),
        ("[a]\n[a]", "2:1: the table [a] is defined twice: first at 1:1: put its keys under one header"),
        ("[a]\nb = 1\n[b]\n[a]", "4:1: the table [a] is defined twice: first at 1:1: put its keys under one header"),
        ("[a.b]\n[a]\n[a]", "3:1: the table [a] is defined twice: first at 2:1: put its keys under one header"),
        ("a = 1\n[a]", "2:1: 'a' is already an integer, not a table: first at 1:1: rename one of the two"),
        ("a = 1\na.b = 2", "2:1: 'a' is already an integer, not a table: first at 1:1: rename one of the two"),
        ("a.b = 1\na = 2", "2:1: the key 'a' is defined twice: first at 1:1: remove one of the two"),
        ("a.b = 1\n[a]", "2:1: the table 'a' is already defined by dotted keys: first at 1:1: put its keys either there or here"),
        ("[a]\nb.c = 1\n[a.b]", "3:1: the table 'a.b' is already defined by dotted keys: first at 2:1: put its keys either there or here"),
        ("[a]\n[[a]]", "2:1: 'a' is already one table: first at 1:2: write [[a]] for each of them"),
        ("[[a]]\n[a]", "2:1: 'a' is an array of tables: first at 1:3: write [[a]]"),
        ("a = []\n[[a]]", "2:1: 'a' is already an array in brackets: first at 1:1: write all its tables there, or all as [[a]]"),
        ("a = [{}]\n[a.b]", "2:2: 'a' is already an array, not a table: first at 1:1: rename one of the two"),
        ("a = 1\n[[a]]", "2:1: 'a' is already an integer, not a table: first at 1:1: rename one of the two"),
        (
            "a = {}\na.b = 1",
            "2:1: the inline table 'a' cannot be extended: first at 1:5: write all its keys between its braces, or give it a header"
        ),
        (
            "a = {}\n[a.b]",
            "2:2: the inline table 'a' cannot be extended: first at 1:5: write all its keys between its braces, or give it a header"
        ),
        (
            "a = {b = {}}\na.b.c = 1",
            "2:1: the inline table 'a' cannot be extended: first at 1:5: write all its keys between its braces, or give it a header"
        ),
        ("a = {b = 1, b = 2}", "1:13: the key 'b' is defined twice: first at 1:6: remove one of the two"),
        ("a = {b.c = 1, b = 2}", "1:15: the key 'b' is defined twice: first at 1:6: remove one of the two"),
        ("[a.b]\n[a]\nb.c = 1\n[a.b]", "3:1: the table 'b' already has a header: first at 1:1: put this key below that header"),
        ("[a.b.c]\n[a]\nb.c.d = 1", "3:3: the table 'b.c' already has a header: first at 1:1: put this key below that header"),
        ("[[a.b]]\n[a]\nb.c = 1", "3:1: 'b' is already an array, not a table: first at 1:5: rename one of the two"),
    ]

    static let foreignFormats: [(String, String)] = [
        ("\"https://example.org/\" = 1\na = yes", "2:5: 'yes' is not a boolean: write true"),
        (
            "<?xml version=\"1.0\"?>\n<opml version=\"2.0\">",
            "1:1: this looks like OPML, not TOML: write each of its feeds as [[source]] with name = \"…\" and url = \"…\""
        ),
        ("<opml>", "1:1: this looks like OPML, not TOML: write each of its feeds as [[source]] with name = \"…\" and url = \"…\""),
        ("<rss version=\"2.0\">", "1:1: this looks like a feed, not TOML: name its URL in a [[source]] of the configuration"),
        (
            "<feed xmlns=\"http://www.w3.org/2005/Atom\">",
            "1:1: this looks like a feed, not TOML: name its URL in a [[source]] of the configuration"
        ),
        ("<!DOCTYPE html>", "1:1: this looks like an HTML page, not TOML: write [[source]] with name = \"…\" and the feed's url = \"…\""),
        (
            "<?xml version=\"1.0\"?><a/>",
            "1:1: this looks like XML, not TOML: write each source as [[source]] with name = \"…\" and url = \"…\""
        ),
        ("{\"sources\": []}", "1:1: this looks like JSON, not TOML: write each source as [[source]] with name = \"…\" and url = \"…\""),
        (
            "https://example.org/feed.xml \"news\"\nhttps://example.com/",
            "1:6: this looks like a list of URLs, not TOML: write each source as [[source]] with name = \"…\" and url = \"…\""
        ),
        (
            "# feeds\nhttp://example.org/",
            "2:5: this looks like a list of URLs, not TOML: write each source as [[source]] with name = \"…\" and url = \"…\""
        ),
        ("---\nsources:", "1:1: this looks like YAML, not TOML: write each source as [[source]] with name = \"…\" and url = \"…\""),
        ("sources:\n  - name: x", "1:8: this looks like YAML, not TOML: write each source as [[source]] with name = \"…\" and url = \"…\""),
        ("- name: x", "1:3: this looks like YAML, not TOML: write each source as [[source]] with name = \"…\" and url = \"…\""),
        ("name: x", "1:5: this looks like YAML, not TOML: write each source as [[source]] with name = \"…\" and url = \"…\""),
    ]

    static let encodings: [([UInt8], String)] = [
        ([0xFF, 0xFE, 0x61, 0x00], "1:1: the file is UTF-16, not UTF-8: save it as UTF-8"),
        ([0xFE, 0xFF, 0x00, 0x61], "1:1: the file is UTF-16, not UTF-8: save it as UTF-8"),
        (Array("a = 1\n\u{0}".utf8), "2:1: there is a NUL byte: this is not a text file, or not UTF-8"),
        ([0xEF, 0xBB, 0xBF, 0x61, 0x20, 0x3D, 0x20, 0x22, 0xFF, 0x22], "1:6: the file is not UTF-8: save it as UTF-8"),
        ([0x61, 0x20, 0x3D, 0x20, 0x27, 0x78, 0x27, 0x0A, 0x23, 0x20, 0xC3, 0xA9, 0xE9], "2:4: the file is not UTF-8: save it as UTF-8"),
        ([0x61, 0x20, 0x3D, 0x20, 0x22, 0xED, 0xA0, 0x80, 0x22], "1:6: the file is not UTF-8: save it as UTF-8"),
        (Array("a = 1\u{FEFF}".utf8), "1:5: there is an invisible character (U+FEFF): remove it"),
        (Array("\r".utf8), "1:1: there is a carriage return without a line feed: save the file with LF or CRLF line ends"),
        (Array("a = 1\rb = 2".utf8), "1:6: there is a carriage return without a line feed: save the file with LF or CRLF line ends"),
        (Array("\u{C}".utf8), "1:1: there is a control character (U+000C) in the text: remove it"),
    ]

    static let documents: [(String, String)] =
        [keys, headers, comments, words, numbers, dates, strings, arrays, definitions, foreignFormats].flatMap { $0 }

    @Test(
        "are refused with the place of the first mistake and what to write instead",
        arguments: documents)
    func refused(text: String, says: String) {
        #expect(refusal(Array(text.utf8)) == says)
    }

    @Test("text in another encoding is refused with the place of the first byte that is wrong", arguments: encodings)
    func encoding(bytes: [UInt8], says: String) {
        #expect(refusal(bytes) == says)
    }

    private func refusal(_ bytes: [UInt8]) -> String? {
        let error = #expect(throws: TOMLError.self) { try TOMLReader.read(bytes) }
        return error.map { error in
            let earlier = error.earlier.map { ": first at \($0.line):\($0.column)" } ?? ""
            return "\(error.position.line):\(error.position.column): \(error.message)\(earlier)"
                + (error.suggestion.map { ": " + $0 } ?? "")
        }
    }
}
