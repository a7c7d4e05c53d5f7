import Testing

@testable import Markup

@Suite("The names of HTML's elements and attributes")
struct HTMLNameTests {
    @Test("each element has its own name", arguments: HTMLElement.allCases)
    func elements(element: HTMLElement) {
        switch element {
        case .annotationXML: #expect(element.name == "annotation-xml")
        case .mathNone: #expect(element.name == "none")
        default: #expect(element.name == String(describing: element))
        }
    }

    @Test("each attribute has its own name", arguments: HTMLAttribute.allCases)
    func attributes(attribute: HTMLAttribute) {
        #expect(attribute.name.replacing(/[-:]/, with: "") == String(describing: attribute).lowercased())
        #expect(attribute.name.starts(with: "data-") == (attribute.name.starts(with: "data") && attribute != .data))
        #expect(attribute.name.starts(with: "xlink:") == attribute.name.starts(with: "xlink"))
        #expect(attribute.name.starts(with: "aria-") == attribute.name.starts(with: "aria"))
    }
}
