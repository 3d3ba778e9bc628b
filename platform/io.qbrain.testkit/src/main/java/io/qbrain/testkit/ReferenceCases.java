package io.qbrain.testkit;

import io.qbrain.model.BarSeries;
import io.qbrain.series.DataSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/**
 * The folder {@code shared/cases} beside or above the project: market data with known answers,
 * whose licences differ from the project's. Where it is absent, a test that asks for it is skipped
 * with the reason.
 */
public final class ReferenceCases {
  private ReferenceCases() {}

  /** Returns a folder of cases, e.g. {@code lean}. */
  public static Path folder(String name) {
    Path start = Path.of("").toAbsolutePath();
    for (Path at = start; at != null; at = at.getParent()) {
      Path folder = at.resolve("shared").resolve("cases").resolve(name);
      if (Files.isDirectory(folder)) {
        return folder;
      }
    }
    Assumptions.abort("no folder shared/cases/" + name + " in or above " + start);
    throw new AssertionError("unreachable");
  }

  /**
   * Loads bars.
   *
   * @param folder a folder of cases
   * @param data e.g. {@code GOOG.NASDAQ:1d=GOOG.csv}, relative to the folder; see {@link DataSpec}
   */
  public static BarSeries bars(String folder, String data) {
    return DataSpec.parse(data).in(folder(folder)).load();
  }

  /** Returns the lines of a case's file without its header, split at commas. */
  public static List<String[]> rows(String folder, String file) {
    try {
      return Files.readAllLines(folder(folder).resolve(file)).stream()
          .skip(1)
          .map(line -> line.split(",", -1))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
