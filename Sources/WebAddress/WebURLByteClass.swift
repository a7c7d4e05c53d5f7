/// Which bytes a URL parser can pass over in an http or https URL.
package enum WebURLByteClass {
    /// Ends a segment of the path.
    package static let slash = UInt8(ascii: "/")
    /// May stand in a host name, and is encoded nowhere. This and what follows it in ASCII needs no change outside of the host.
    package static let host = UInt8(ascii: "h")
    package static let plain = UInt8(ascii: "p")

    /// The class of each byte value. A byte of class `-` is encoded, changed, or has a meaning somewhere in a URL.
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
