package io.qbrain.verifier;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads the part of XML in which component descriptions are written: elements, attributes, text and
 * comments. A document type, a CDATA section or an entity that is not predefined is refused, so
 * that a description means the same to every reader and nothing in it grows.
 */
final class XmlReader {
  private static final int MAX_DEPTH = 16;

  private final String text;
  private int at;

  private XmlReader(String text) {
    this.text = text;
  }

  /**
   * Parses a document.
   *
   * @throws IllegalArgumentException if it is malformed, or uses what is refused
   */
  static XmlElement parse(String document) {
    XmlReader reader =
        new XmlReader(document.startsWith("\uFEFF") ? document.substring(1) : document);
    if (reader.text.startsWith("<?xml")) {
      reader.skipPast("?>");
    }
    reader.skipText();
    XmlElement root = reader.element(0);
    reader.skipText();
    if (reader.at < reader.text.length()) {
      throw reader.wrong("nothing behind the root element");
    }
    return root;
  }

  private XmlElement element(int depth) {
    if (depth > MAX_DEPTH) {
      throw wrong("at most " + MAX_DEPTH + " elements in each other");
    }
    expect("<");
    String name = name();
    Map<String, String> attributes = attributes();
    List<XmlElement> children = new ArrayList<>();
    if (accept("/>")) {
      return new XmlElement(local(name), attributes, children);
    }
    expect(">");
    for (skipText(); !text.startsWith("</", at); skipText()) {
      children.add(element(depth + 1));
    }
    expect("</");
    expect(name);
    skipSpace();
    expect(">");
    return new XmlElement(local(name), attributes, children);
  }

  private Map<String, String> attributes() {
    Map<String, String> attributes = new TreeMap<>();
    for (skipSpace(); !text.startsWith(">", at) && !text.startsWith("/>", at); skipSpace()) {
      String name = name();
      skipSpace();
      expect("=");
      skipSpace();
      String quote = accept("'") ? "'" : "\"";
      if (quote.equals("\"")) {
        expect("\"");
      }
      int start = at;
      skipPast(quote);
      String value = unescaped(text.substring(start, at - 1));
      if (attributes.putIfAbsent(local(name), value) != null) {
        throw wrong("attribute " + name + " once");
      }
    }
    return attributes;
  }

  private String unescaped(String value) {
    if (value.indexOf('<') >= 0) {
      throw wrong("no '<' in a value");
    }
    String plain =
        value
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&apos;", "'");
    if (plain.replace("&amp;", "").indexOf('&') >= 0) {
      throw wrong("no entities but lt, gt, quot, apos and amp");
    }
    return plain.replace("&amp;", "&");
  }

  private String name() {
    int start = at;
    while (at < text.length() && isNamePart(text.charAt(at))) {
      at++;
    }
    if (start == at) {
      throw wrong("a name");
    }
    return text.substring(start, at);
  }

  private static boolean isNamePart(char c) {
    return Character.isLetterOrDigit(c) || c == ':' || c == '-' || c == '_' || c == '.';
  }

  private static String local(String name) {
    return name.startsWith("xmlns:") ? name : name.substring(name.indexOf(':') + 1);
  }

  /** Skips text and comments up to the next tag. */
  private void skipText() {
    while (at < text.length()) {
      if (accept("<!--")) {
        skipPast("-->");
      } else if (text.startsWith("<!", at) || text.startsWith("<?", at)) {
        throw wrong("no document type, CDATA section or processing instruction");
      } else if (text.charAt(at) == '<') {
        return;
      } else {
        at++;
      }
    }
  }

  private void skipSpace() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private void skipPast(String end) {
    int found = text.indexOf(end, at);
    if (found < 0) {
      throw wrong("'" + end + "' further on");
    }
    at = found + end.length();
  }

  private boolean accept(String token) {
    boolean isThere = text.startsWith(token, at);
    at += isThere ? token.length() : 0;
    return isThere;
  }

  private void expect(String token) {
    if (!accept(token)) {
      throw wrong("'" + token + "'");
    }
  }

  private IllegalArgumentException wrong(String expected) {
    return new IllegalArgumentException("expected " + expected + " at character " + (at + 1));
  }
}
