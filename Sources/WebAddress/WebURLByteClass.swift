/// What a byte may be in a web URL.
package enum WebURLByteClass {
    /// It ends a segment of the path.
    package static let slash = UInt8(ascii: "/")
    /// Part of a host's name, and nothing to be encoded anywhere. This and what follows it in ASCII is plain.
    package static let host = UInt8(ascii: "h")
    package static let plain = UInt8(ascii: "p")

    /// The class of each byte value. What is `-` is encoded, folded or meant otherwise somewhere.
    package static let table: StaticString = """
        --------------------------------\
        -p-pppp-ppppphh/hhhhhhhhhhpp-p-p\
        pppppppppppppppppppppppppppp-p-h\
        -hhhhhhhhhhhhhhhhhhhhhhhhhh---p-\
        --------------------------------\
        --------------------------------\
        --------------------------------\
        --------------------------------
        """
}
