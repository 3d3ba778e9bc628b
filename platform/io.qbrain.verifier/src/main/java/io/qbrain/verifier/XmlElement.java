package io.qbrain.verifier;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An element of a component description; names are without their prefixes, text is left out.
 *
 * @param name what it is
 * @param attributes values by name
 * @param children the elements in it
 */
record XmlElement(String name, Map<String, String> attributes, List<XmlElement> children) {

  /** This element and all in it. */
  Stream<XmlElement> all() {
    return Stream.concat(Stream.of(this), children.stream().flatMap(XmlElement::all));
  }

  /** The elements of a name right in this one. */
  List<XmlElement> children(String childName) {
    return children.stream().filter(child -> child.name().equals(childName)).toList();
  }
}
