package io.qbrain.series;

import io.qbrain.series.Finding.Kind;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What an import saw.
 *
 * @param files the files that were read
 * @param rows rows of data that were read
 * @param bars rows that became bars
 * @param outsideHours rows that were left out because they lie outside the asked hours
 * @param rounded numbers of more than 8 decimals, rounded half to even
 * @param counts how often each kind of finding occurred; a kind that did not is absent
 * @param findings the first findings, at most {@link #MAX_FINDINGS}
 * @param quarantine where the refused lines were written, if there were any and a path was given
 */
public record ImportReport(
    List<String> files,
    long rows,
    long bars,
    long outsideHours,
    long rounded,
    Map<Kind, Long> counts,
    List<Finding> findings,
    Optional<Path> quarantine) {

  /** Findings that are kept in full; the others are counted. */
  public static final int MAX_FINDINGS = 100;

  /** Copies what it is given. */
  public ImportReport {
    files = List.copyOf(files);
    EnumMap<Kind, Long> copy = new EnumMap<>(Kind.class);
    copy.putAll(counts);
    counts = Collections.unmodifiableMap(copy);
    findings = List.copyOf(findings);
  }

  /** Returns how often a kind of finding occurred. */
  public long count(Kind kind) {
    return counts.getOrDefault(kind, 0L);
  }

  /** Returns the number of rows that were refused. */
  public long refused() {
    return rows - bars - outsideHours;
  }

  /** Returns one line, e.g. {@code 2148 bars of 2150 rows, DUPLICATE 2}. */
  public String summary() {
    return bars
        + " bars of "
        + rows
        + " rows"
        + (outsideHours == 0 ? "" : ", " + outsideHours + " outside hours")
        + (rounded == 0 ? "" : ", " + rounded + " numbers rounded")
        + counts.entrySet().stream()
            .map(entry -> ", " + entry.getKey() + " " + entry.getValue())
            .collect(Collectors.joining());
  }
}
