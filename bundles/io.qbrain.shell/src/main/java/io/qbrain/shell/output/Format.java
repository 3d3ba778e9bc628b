package io.qbrain.shell.output;

import io.qbrain.service.ServiceException;
import io.qbrain.service.ServiceException.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How an answer is written. */
public enum Format {
  TABLE,
  JSON,
  CSV;

  private static final List<String> NAMES =
      Arrays.stream(values()).map(f -> f.name().toLowerCase(Locale.ROOT)).toList();

  /** Parses {@code table}, {@code json} or {@code csv}; refuses anything else. */
  public static Format parse(String text) {
    int index = NAMES.indexOf(text);
    if (index < 0) {
      throw new ServiceException(
          Kind.INVALID,
          "argument.invalid",
          "expected -o " + String.join(", ", NAMES) + ", found '" + text + "'");
    }
    return values()[index];
  }
}
