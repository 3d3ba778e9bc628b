package io.qbrain.shell;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.service.CacheService;
import io.qbrain.service.ServiceException;
import io.qbrain.service.StreamService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MessageCommandsTest {
  private final List<String> calls = new ArrayList<>();

  private final StreamService streams =
      new StreamService() {
        @Override
        public List<StreamView> streams() {
          return List.of(
              new StreamView(
                  "market", "redis", 1_200, 3, List.of(new GroupView("screen", 1, 2, 5))));
        }

        @Override
        public List<MessageView> read(String stream, String after, int limit) {
          calls.add("read " + stream + " after '" + after + "' " + limit);
          return List.of(
              new MessageView(
                  "17-0", "ALPHA.SIM", "bar", "{\"close\":100}", new TreeMap<>(Map.of("a", "b"))));
        }

        @Override
        public List<MessageView> deadLetters(String stream, String after, int limit) {
          calls.add("dead letters of " + stream);
          return List.of();
        }

        @Override
        public List<ProjectionView> projections() {
          return List.of(new ProjectionView("market", 90, 40, 2, "Redis does not answer"));
        }
      };

  private final CacheService cache =
      new CacheService() {
        @Override
        public CacheView view() {
          return new CacheView(
              true,
              "shared level there",
              10,
              100,
              List.of(
                  new RegionView(
                      "backtests",
                      List.of(
                          new LevelView("MEMORY", 8, 2, 0, 3, 900),
                          new LevelView("SHARED", 1, 1, 4, -1, -1)),
                      2,
                      0,
                      5,
                      6,
                      7,
                      0)));
        }

        @Override
        public List<String> clear(Optional<String> region) {
          if (region.equals(Optional.of("none"))) {
            throw new ServiceException(
                ServiceException.Kind.NOT_FOUND, "cache.region.unknown", "there is no region none");
          }
          calls.add("clear " + region.orElse("all"));
          return region.map(List::of).orElse(List.of("backtests"));
        }
      };

  private final RealShell shell = new RealShell(streams, cache);

  @AfterEach
  void stop() {
    shell.close();
  }

  private String ok(String line) {
    RealShell.Answer answer = shell.execute(line);
    assertThat(answer.status()).as(answer.text()).isZero();
    return answer.text();
  }

  @Test
  void showsStreamsAndWhatIsWritten() {
    assertThat(ok("stream:info"))
        .contains("market", "redis", "screen (1 reader, 2 pending, 5 behind)");
    assertThat(ok("stream:info --written")).contains("40", "Redis does not answer");
    assertThat(ok("stream:info -o json")).contains("\"deadLetters\" : 3");
  }

  @Test
  void readsMessagesAndDeadLetters() {
    assertThat(ok("stream:read market --after 16-0 --limit 5"))
        .contains("17-0", "ALPHA.SIM", "{\"close\":100}", "a=b");
    assertThat(ok("stream:deadletters market")).contains("No messages.");
    assertThat(calls).containsExactly("read market after '16-0' 5", "dead letters of market");
    assertThat(shell.complete("stream:read ")).containsExactly("market");
  }

  @Test
  void showsAndClearsTheCache() {
    assertThat(ok("cache:stats")).contains("backtests", "MEMORY", "SHARED", "900");
    assertThat(ok("cache:stats -o json")).contains("backtests", "MEMORY", "SHARED", "900");
    assertThat(ok("cache:clear backtests")).contains("Cleared backtests.");
    assertThat(ok("cache:clear")).contains("Cleared backtests.");
    assertThat(calls).containsExactly("clear backtests", "clear all");
    assertThat(shell.execute("cache:clear none").text()).contains("[cache.region.unknown]");
    assertThat(shell.complete("cache:clear ")).containsExactly("backtests");
  }
}
