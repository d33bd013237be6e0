"""XML of strangers as a tree: without a document type, entities of its own, or endless depth."""

from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers.expat import ExpatError, ParserCreate

from kpitrainer.formats.limits import MOST_CELLS, ForeignFileError

_DEEPEST = 100


def read_xml(data: bytes) -> Element:
    """The root of the XML document `data`.

    Raises:
        ForeignFileError: it is no XML, declares a document type, is too deep or too large.
    """
    builder = TreeBuilder()
    depth = elements = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth, elements
        depth += 1
        elements += 1
        if elements > MOST_CELLS:
            raise ForeignFileError("import.many-elements", most=MOST_CELLS)
        if depth > _DEEPEST:
            raise ForeignFileError("import.deep-xml", most=_DEEPEST)
        builder.start(name, attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(name)

    def refuse(*_told: object) -> None:
        # It could name entities that grow to gigabytes, or files of this machine.
        raise ForeignFileError("import.document-type")

    parser = ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(data, True)
        return builder.close()
    except (ExpatError, LookupError, ValueError, AssertionError) as error:
        line = getattr(error, "lineno", 1)
        raise ForeignFileError("import.broken-xml", line=str(line)) from error
