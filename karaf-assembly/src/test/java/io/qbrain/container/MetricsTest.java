package io.qbrain.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The metrics are those of the reference, and nobody reads them without the token. */
@OnPlatform
class MetricsTest {
  private static final Path REFERENCE = Path.of("../docs/reference/metrics.md");
  private static final Path RULES = Path.of("../docs/reference/alert-rules.yml");
  private static final Pattern HEAD = Pattern.compile("# (HELP|TYPE) (qbrain_\\w+) (.*)");
  private static final Pattern SAMPLE = Pattern.compile("(\\w+)(?:\\{(.*)})? (\\S+)");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");
  private static final Pattern ROW =
      Pattern.compile("\\| `(qbrain_\\w+)` \\| (\\w+) \\| ([^|]*) ?\\| (.*) \\|");
  private static final Pattern NAME = Pattern.compile("qbrain_\\w+");

  private static String served(Platform platform) throws Exception {
    HttpResponse<String> answer = platform.send(platform.withToken("/metrics"));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  /** Each metric as a row of the reference: name, kind, labels, what it says. */
  private static Map<String, String> rows(String text) {
    Map<String, String> help = new TreeMap<>();
    Map<String, String> kind = new TreeMap<>();
    Map<String, Set<String>> labels = new TreeMap<>();
    for (String line : text.lines().toList()) {
      Matcher head = HEAD.matcher(line);
      Matcher sample = SAMPLE.matcher(line);
      if (head.matches()) {
        (head.group(1).equals("HELP") ? help : kind).put(head.group(2), head.group(3));
      } else if (sample.matches()) {
        Set<String> names = labels.computeIfAbsent(sample.group(1), n -> new TreeSet<>());
        LABEL
            .matcher(sample.group(2) == null ? "" : sample.group(2))
            .results()
            .forEach(label -> names.add(label.group(1)));
      }
    }
    Map<String, String> rows = new TreeMap<>();
    help.forEach(
        (name, what) ->
            rows.put(
                name,
                kind.get(name)
                    + " ["
                    + String.join(" ", labels.getOrDefault(name, Set.of()))
                    + "] "
                    + what));
    return rows;
  }

  private static Map<String, String> documented(String text) {
    Map<String, String> rows = new TreeMap<>();
    ROW.matcher(text)
        .results()
        .forEach(
            row ->
                rows.put(
                    row.group(1),
                    row.group(2) + " [" + row.group(3).strip() + "] " + row.group(4)));
    return rows;
  }

  @Test
  void whatIsServedIsInTheReferenceAndTheOtherWayRound(Platform platform) throws Exception {
    String reference = Files.readString(REFERENCE);
    String always = reference.substring(0, reference.indexOf("## There when"));
    platform.await(
        "every part to answer",
        Duration.ofSeconds(30),
        () ->
            served(platform)
                .lines()
                .filter(line -> line.startsWith("qbrain_metrics_source_up"))
                .allMatch(line -> line.endsWith(" 1.0")));
    String text = served(platform);
    Map<String, String> served = rows(text);
    assertThat(documented(reference)).containsAllEntriesOf(served);
    assertThat(served).containsAllEntriesOf(documented(always));
    assertThat(documented(always)).hasSizeGreaterThan(40);
    String machine = reference.substring(reference.indexOf("## The virtual machine"));
    List<String> names =
        Pattern.compile("`(\\w+)`").matcher(machine).results().map(m -> m.group(1)).toList();
    assertThat(names)
        .hasSizeGreaterThan(20)
        .allMatch(name -> text.contains("\n" + name + "{") || text.contains("\n" + name + " "));
  }

  @Test
  void alertRulesNameMetricsThatThereAre() throws IOException {
    Set<String> known = documented(Files.readString(REFERENCE)).keySet();
    Set<String> named = new TreeSet<>();
    NAME.matcher(Files.readString(RULES)).results().forEach(m -> named.add(m.group()));
    assertThat(named).isNotEmpty().isSubsetOf(known);
  }

  @Test
  void nobodyReadsThemWithoutTheToken(Platform platform) throws Exception {
    assertThat(platform.get("/metrics").statusCode()).isEqualTo(401);
  }
}
