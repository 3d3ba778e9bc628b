package io.qbrain.model;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names one version of a strategy: {@code namespace/name@version}; the namespace {@code local} may
 * be left out. {@link #parse} and {@link #toString} are inverse.
 *
 * @param namespace the publisher's namespace, e.g. {@code acme}
 * @param name the strategy, e.g. {@code ema-cross}
 * @param version semantic version without build data, e.g. {@code 1.4.2}
 */
public record StrategyRef(String namespace, String name, String version)
    implements Comparable<StrategyRef> {
  /** The namespace of jars installed by hand. */
  public static final String LOCAL = "local";

  private static final String ID = "[a-z][a-z0-9-]{0,39}";
  private static final Pattern NAME = Pattern.compile(ID);
  private static final Pattern VERSION =
      Pattern.compile(
          "(0|[1-9][0-9]{0,8})\\.(0|[1-9][0-9]{0,8})\\.(0|[1-9][0-9]{0,8})(-[0-9A-Za-z.-]{1,40})?");
  private static final Pattern SYNTAX = Pattern.compile("(?:([^/@]+)/)?([^/@]+)@([^/@]+)");

  /** Checks the parts. */
  public StrategyRef {
    check(NAME, namespace, "a namespace such as acme");
    check(NAME, name, "a strategy name such as ema-cross");
    check(VERSION, version, "a version such as 1.4.2");
  }

  private static void check(Pattern pattern, String value, String expected) {
    if (!pattern.matcher(value).matches()) {
      throw new IllegalArgumentException("expected " + expected + ", found '" + value + "'");
    }
  }

  /** Parses {@code name@version} or {@code namespace/name@version}. */
  public static StrategyRef parse(String text) {
    Matcher m = SYNTAX.matcher(text);
    if (!m.matches()) {
      throw new IllegalArgumentException(
          "expected name@version such as ema-cross@1.0.0, found '" + text + "'");
    }
    return new StrategyRef(m.group(1) == null ? LOCAL : m.group(1), m.group(2), m.group(3));
  }

  @Override
  public int compareTo(StrategyRef other) {
    int byNamespace = namespace.compareTo(other.namespace);
    int byName = byNamespace != 0 ? byNamespace : name.compareTo(other.name);
    return byName != 0 ? byName : version.compareTo(other.version);
  }

  @Override
  public String toString() {
    return (namespace.equals(LOCAL) ? "" : namespace + "/") + name + "@" + version;
  }
}
