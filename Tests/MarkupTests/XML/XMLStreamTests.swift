import Testing

@testable import Markup

@Suite("The XML stream")
struct XMLStreamTests {
    /// Writes the events of a stream into a string.
    private final class Recorder: XMLReceiver {
        var events = ""
        var limit = Int.max
        private var text = ""

        override func startElement(_ name: XMLName, _ attributes: XMLAttributes, isUnclosed: Bool) -> Bool {
            flush()
            events += "<" + String(cString: name.local)
            for index in 0..<attributes.count {
                guard let attribute = attributes.attribute(index) else { continue }
                events += " \(String(cString: attribute.name.local))=[\(String(decoding: attribute.value, as: UTF8.self))]"
            }
            events += ">"
            limit -= 1
            return limit > 0
        }

        override func endElement(_ name: XMLName) {
            flush()
            events += "</" + String(cString: name.local) + ">"
        }

        override func characters(_ characters: UnsafeBufferPointer<UInt8>) {
            text += String(decoding: characters, as: UTF8.self)
        }

        func flush() {
            events += text
            text = ""
        }
    }

    private func read(_ document: String, limit: Int = .max) throws -> (events: String, reading: XMLStream.Reading, prolog: XMLProlog) {
        let recorder = Recorder()
        recorder.limit = limit
        let bytes = Array(document.utf8)
        let result = try bytes.withUnsafeBufferPointer { bytes in
            let prolog = XMLProlog(bytes) { $0.elementsEqual("r".utf8) }
            let root = try #require(prolog.root)
            let reading = try XMLStream.parse(
                UnsafeBufferPointer(rebasing: bytes[root...]), entities: prolog.entities, unnestable: ["item"], into: recorder)
            return (reading, prolog)
        }
        recorder.flush()
        return (recorder.events, result.0, result.1)
    }

    struct Row: Sendable, CustomTestStringConvertible {
        let origin: String
        let document: String
        let events: String
        var repairs: XMLRepairs = []
        var outcome = XMLStream.Outcome.complete

        var testDescription: String { origin }
    }

    static let rows: [Row] = [
        Row(origin: "plain", document: "<r a='1' b=\"2\">x<b/>y</r>", events: "<r a=[1] b=[2]>x<b></b>y</r>"),
        Row(origin: "CDATA", document: "<r>a<![CDATA[<b> & ]] >]]>c</r>", events: "<r>a<b> & ]] >c</r>"),
        Row(origin: "an empty CDATA section", document: "<r><![CDATA[]]>x<![CDATA[]]></r>", events: "<r>x</r>"),
        Row(origin: "comments", document: "<r>a<!-- <b> & <![CDATA[ -->c</r>", events: "<r>ac</r>"),
        Row(origin: "processing instructions", document: "<r>a<?php x ?>c</r>", events: "<r>ac</r>"),
        Row(
            origin: "references", document: "<r a='&lt;&amp;&#65;&quot;'>&lt;&gt;&amp;&apos;&quot;&#x1F600;&#233;</r>",
            events: "<r a=[<&A\"]><>&'\"😀é</r>"),
        Row(origin: "`]]>` in text", document: "<r>a ]]> b</r>", events: "<r>a ]]> b</r>"),
        Row(
            origin: "numeric references in Windows-1252", document: "<r>&#147;a&#148;</r>", events: "<r>“a”</r>"),
        Row(
            origin: "HTML's entities", document: "<r a='&nbsp;'>&eacute;&hellip;</r>", events: "<r a=[\u{A0}]>é…</r>",
            repairs: .undeclaredEntity),
        Row(origin: "an unknown entity", document: "<r>&foo; bar</r>", events: "<r>&foo; bar</r>", repairs: .undeclaredEntity),
        Row(
            origin: "declared entities", document: "<!DOCTYPE r [<!ENTITY a \"x&b;\"><!ENTITY b 'y<i>'>]><r>&a;</r>",
            events: "<r>xy<i></r>"),
        Row(
            origin: "an entity that is declared twice", document: "<!DOCTYPE r [<!ENTITY a 'x'><!ENTITY a 'y'>]><r>&a;</r>",
            events: "<r>x</r>"),
        Row(
            origin: "a repeated attribute", document: "<r a='1' a='2' b='&#65;'>x</r>", events: "<r a=[1] b=[A]>x</r>"),
        Row(
            origin: "a misplaced end tag of the root element after an unclosed element",
            document: "<r><b><item>a</item></r><item>b</item></r>", events: "<r><b><item>a</item><item>b</item></b></r>",
            repairs: .unclosedElement),
        Row(
            origin: "an unclosed comment", document: "<r><b/><!-- x <c/></r>", events: "<r><b></b> x <c></c></r>",
            repairs: .unclosedSection),
        Row(
            origin: "external entities are not fetched", document: "<!DOCTYPE r [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><r>&a;</r>",
            events: "<r>&a;</r>", repairs: .undeclaredEntity),
        Row(
            origin: "bare ampersands", document: "<r a='x?a=1&b=2'>AT&T & Co &;</r>", events: "<r a=[x?a=1&b=2]>AT&T & Co &;</r>",
            repairs: .bareAmpersand),
        Row(origin: "a stray less-than sign", document: "<r>1 < 2 <3</r>", events: "<r>1 < 2 <3</r>", repairs: .strayLessThan),
        Row(
            origin: "a reference to no character", document: "<r>a&#0;b&#11;c&#xD800;</r>", events: "<r>abc\u{FFFD}</r>",
            repairs: .badCharacterReference),
        Row(origin: "attributes without quotes", document: "<r a=1 b=x/y>t</r>", events: "<r a=[1] b=[x/y]>t</r>", repairs: .brokenTag),
        Row(
            origin: "attributes without values", document: "<r checked a='1'>t</r>", events: "<r checked=[] a=[1]>t</r>",
            repairs: .brokenTag),
        Row(origin: "no space between attributes", document: "<r a='1'b='2'>t</r>", events: "<r a=[1] b=[2]>t</r>", repairs: .brokenTag),
        Row(origin: "a less-than sign in a value", document: "<r a='1<2'>t</r>", events: "<r a=[1<2]>t</r>", repairs: .brokenTag),
        Row(
            origin: "a missing quote", document: "<r><b a='1>t</b><c d='e'/></r>", events: "<r><b a=[1]>t</b><c d=[e]></c></r>",
            repairs: .brokenTag),
        Row(origin: "an unclosed element", document: "<r><b>x</r>", events: "<r><b>x</b></r>", repairs: .unclosedElement),
        Row(
            origin: "misnested elements", document: "<r><b><i>x</b>y</i></r>", events: "<r><b><i>x</i></b>y</r>",
            repairs: [.unclosedElement, .strayEndTag]),
        Row(origin: "a stray end tag", document: "<r>x</b>y</r>", events: "<r>xy</r>", repairs: .strayEndTag),
        Row(
            origin: "an end tag in another case", document: "<r><Title>x</title></r>", events: "<r><Title>x</Title></r>",
            repairs: .unclosedElement),
        Row(
            origin: "an item in an item", document: "<r><item>a<item>b</item></r>", events: "<r><item>a</item><item>b</item></r>",
            repairs: .unclosedElement),
        Row(
            origin: "an item in an element of an item", document: "<r><item>a<b><item x='>'>c<d/></item><!-- </b> --></b>e</item></r>",
            events: "<r><item>a<b><item x=[>]>c<d></d></item></b>e</item></r>"),
        Row(
            origin: "an item directly in an item", document: "<r><item>a<item>b</item>c</item></r>",
            events: "<r><item>a<item>b</item>c</item></r>"),
        Row(
            origin: "an item after an item and an element without end tags", document: "<r><item>a<b>c<item>d</item></r>",
            events: "<r><item>a<b>c</b></item><item>d</item></r>", repairs: .unclosedElement),
        Row(origin: "an end tag without `>`", document: "<r><b>x</b<c>y</c></r>", events: "<r><b>x</b><c>y</c></r>"),
        Row(
            origin: "a misplaced end tag of the root element", document: "<r><item>a</item></r><item>b</item></r>",
            events: "<r><item>a</item><item>b</item></r>",
            repairs: .unclosedElement),
        Row(origin: "undeclared prefixes", document: "<r><x:b y:c='1'/></r>", events: "<r><b c=[1]></b></r>"),
        Row(origin: "junk after", document: "<r>x</r><script>y</script>", events: "<r>x</r>", repairs: .junkAfter),
        Row(origin: "comments after", document: "<r>x</r>\n<!-- y -->\n", events: "<r>x</r>"),
        Row(
            origin: "declarations inside the root element", document: "<r><?xml version='1.0'?><!DOCTYPE x>y</r>", events: "<r>y</r>",
            repairs: .misplacedDeclaration),
        Row(origin: "truncated in a text", document: "<r><b>x", events: "<r><b>x", outcome: .truncated),
        Row(origin: "truncated in a tag", document: "<r><b>x</b><c a='1", events: "<r><b>x</b>", outcome: .truncated),
        Row(origin: "truncated in CDATA", document: "<r><![CDATA[x", events: "<r>x", repairs: .unclosedSection, outcome: .truncated),
        Row(origin: "truncated in an end tag", document: "<r><b>x</b></", events: "<r><b>x</b>", outcome: .truncated),
    ]

    @Test("a malformed document is repaired, and the repairs are reported", arguments: rows)
    func reads(_ row: Row) throws {
        let (events, reading, _) = try read(row.document)
        #expect(events == row.events)
        #expect(reading.repairs == row.repairs)
        #expect(reading.outcome == row.outcome)
    }

    @Test(
        "content before the root element is skipped and reported",
        arguments: [
            ("Warning: x <br/> <r>a</r>", XMLRepairs.junkBefore),
            ("<?xml version='1.0'?><?xml version='1.0'?><r>a</r>", .misplacedDeclaration),
            ("\u{FEFF}\n <?xml version='1.0'?><!-- <r> --><!DOCTYPE r SYSTEM \"x\"><r>a</r>", []), ("]]> <r>a</r>", .junkBefore),
        ] as [(String, XMLRepairs)])
    func skipsJunk(_ document: String, _ repairs: XMLRepairs) throws {
        let (events, _, prolog) = try read(document)
        #expect(events == "<r>a</r>")
        #expect(prolog.repairs == repairs)
    }

    @Test("a document whose entities expand to more than 1 MiB is rejected")
    func entityBomb() {
        let entities = (1...9).map { "<!ENTITY e\($0) '\(String(repeating: "&e\($0 - 1);", count: 20))'>" }.joined()
        #expect(throws: XMLStream.Failure.entityBomb) { try read("<!DOCTYPE r [<!ENTITY e0 'ha'>\(entities)]><r>&e9;</r>") }
        #expect(throws: XMLStream.Failure.entityBomb) { try read("<!DOCTYPE r [<!ENTITY a '&b;'><!ENTITY b '&a;'>]><r>&a;</r>") }
        let long = String(repeating: "x", count: 60_000)
        let references = String(repeating: "&a;", count: 100)
        #expect(throws: XMLStream.Failure.entityBomb) { try read("<!DOCTYPE r [<!ENTITY a '\(long)'>]><r a='\(references)'/>") }
    }

    @Test("at most 4,096 entities are declared")
    func declarations() throws {
        let entities = (1...4097).map { "<!ENTITY e\($0) 'x'>" }.joined()
        #expect(try read("<!DOCTYPE r [\(entities)]><r>&e4096; &e4097;</r>").events == "<r>x &e4097;</r>")
    }

    @Test("tags that nest deeper than 256 elements are skipped, and their texts are not")
    func depth() throws {
        let open = String(repeating: "<b>", count: 255)
        let close = String(repeating: "</b>", count: 255)
        #expect(try read("<r>\(open)").reading.repairs == [])
        let deep = try read("<r>\(open)x<c>y<b>z</b></c><d/>\(close)<e></e></r>")
        #expect(deep.events == "<r>\(open)xyz<d></d>\(close)<e></e></r>")
        #expect(deep.reading.repairs == [.tooDeep])
    }

    @Test("what is skipped for its depth does not keep the elements around it open")
    func depthWithoutEndTags() throws {
        let open = String(repeating: "<b>", count: 254)
        let close = String(repeating: "</b>", count: 254)
        #expect(try read("<r><a>\(open)<c><d>x</a><e></e></r>").events == "<r><a>\(open)x\(close)</a><e></e></r>")
    }

    @Test("elements that are empty in HTML do not nest in each other", arguments: ["br", "hr", "img", "wbr", "BR"])
    func voidElements(_ name: String) throws {
        let reading = try read("<r>x<\(name)>y<\(name)>z</r>")
        #expect(reading.events == "<r>x<\(name)>y</\(name)><\(name)>z</\(name)></r>")
        #expect(try read("<r>x<\(name)>y</\(name)></r>").events == "<r>x<\(name)>y</\(name)></r>")
    }

    @Test("of a tag's attributes the first 256 are read", arguments: ["='x'", "=x", "", "='&amp;'"])
    func attributes(_ value: String) throws {
        let attributes = (0..<300).map { " a\($0)\(value)" }.joined()
        let reading = try read("<r><e\(attributes)>t</e></r>")
        #expect(reading.events.contains(" a255=["))
        #expect(!reading.events.contains(" a256"))
        #expect(reading.events.hasSuffix(">t</e></r>"))
        #expect(reading.reading.repairs.contains(.surplusAttributes))
    }

    @Test("of a tag's namespace declarations the first 64 are read, of those in scope the first 512")
    func namespaces() throws {
        func element(_ name: String, _ count: Int) -> String {
            "<\(name)" + (0..<count).map { " xmlns:\(name)\($0)='u\($0)'" }.joined() + ">"
        }
        final class Namespaces: XMLReceiver {
            var known: Set<String> = []

            override func startElement(_ name: XMLName, _ attributes: XMLAttributes, isUnclosed: Bool) -> Bool {
                for index in 0..<attributes.count {
                    guard let attribute = attributes.attribute(index), attribute.name.namespace != nil else { continue }
                    known.insert(String(cString: attribute.name.local))
                }
                return true
            }
        }
        let outer = (1...9).map { element("e\($0)", 80) }.joined()
        let inner = "<x e1_63:a='' e1_64:b='' e8_63:c='' e9_0:d=''/>".replacing("_", with: "")
        let document = Array("<r>\(outer)\(inner)".utf8)
        let receiver = Namespaces()
        let reading = try document.withUnsafeBufferPointer { try XMLStream.parse($0, entities: XMLEntities(), into: receiver) }
        #expect(receiver.known == ["a", "c"])
        #expect(reading.repairs.contains(.surplusAttributes))
        let again = String(repeating: element("e", 60) + "</e>", count: 20)
        #expect(try read("<r>\(again)</r>").reading.repairs == [])
    }

    /// The names of all elements, attributes and namespaces.
    private final class Names: XMLReceiver {
        var known: Set<String> = []
        var texts = 0

        override func startElement(_ name: XMLName, _ attributes: XMLAttributes, isUnclosed: Bool) -> Bool {
            known.insert(String(cString: name.local))
            if let namespace = name.namespace { known.insert(String(cString: namespace)) }
            for index in 0..<attributes.count {
                if let attribute = attributes.attribute(index) { known.insert(String(cString: attribute.name.local)) }
            }
            return true
        }

        override func characters(_ characters: UnsafeBufferPointer<UInt8>) { texts += characters.count }
    }

    /// libxml2 takes the longer for each name the more a document has.
    @Test(
        "a document has at most twice as many different names as are counted, and those beyond cost themselves alone",
        arguments: ["<e#>t</e#>", "<e e#='' f#=x>t</e>", "<e xmlns='e#'>t</e>", "<p:e xmlns:p='e#'>t</p:e>"])
    func names(_ element: String) throws {
        let elements = (0..<2_400).map { element.replacing("#", with: String($0)) }.joined()
        let document = Array("<r a=''><item/>\(elements)<unread#/><r a='' b=''/><item>u</item></r>".replacing("#", with: "1").utf8)
        let receiver = Names()
        let reading = try document.withUnsafeBufferPointer {
            try XMLStream.parse($0, entities: XMLEntities(), unnestable: ["item"], mostNames: 1000, into: receiver)
        }
        #expect(receiver.known.count > 900 && receiver.known.count < 2_100)
        #expect(
            receiver.known.isSuperset(of: ["r", "a", "item", "e1"]) && !receiver.known.contains("unread1") && !receiver.known.contains("b"))
        #expect(receiver.texts == 2_401)
        #expect(reading.outcome == .complete)
        #expect(!reading.repairs.isDisjoint(with: [.surplusNames, .surplusAttributes]))
    }

    private final class Unclosed: XMLReceiver {
        var names: [String] = []

        override func startElement(_ name: XMLName, _ attributes: XMLAttributes, isUnclosed: Bool) -> Bool {
            if isUnclosed { names.append(String(cString: name.local)) }
            return true
        }
    }

    @Test(
        "an element without an end tag is reported as such, whatever closes it",
        arguments: [
            ("<r><a><b>x</b></a><c/></r>", []), ("<r><a><b>x</a><c/></r>", ["b"]), ("<r><item><b><item></item></r>", ["item", "b"]),
            ("<r><a><item>x</item><item><b>y", ["r", "a"]),
        ])
    func unclosed(_ document: String, _ names: [String]) throws {
        let receiver = Unclosed()
        _ = try Array(document.utf8).withUnsafeBufferPointer {
            try XMLStream.parse($0, entities: XMLProlog($0) { _ in true }.entities, unnestable: ["item"], into: receiver)
        }
        #expect(receiver.names == names)
    }

    @Test("no event is reported after the receiver has stopped the stream")
    func stops() throws {
        let (events, reading, _) = try read("<r><a>x</a><b>y</b><c/></r>", limit: 3)
        #expect(events == "<r><a>x</a><b>")
        #expect(reading.outcome == .stopped)
    }
}
