package io.qbrain.execution.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process with a venue is killed (SIGKILL) again and again, and no report differs for it. */
class KillTest {
  private static final long SEED = 11;
  private static final int KILLS = 4;

  @Test
  @Timeout(value = 2, unit = TimeUnit.MINUTES)
  void whoWasKilledTellsWhatAnUndisturbedOneTells(@TempDir Path folder) throws Exception {
    Path whole = Files.createDirectory(folder.resolve("whole"));
    VenueProgram.run(SEED, whole, false);
    Path killed = Files.createDirectory(folder.resolve("killed"));
    int steps = VenueProgram.steps(SEED).size();
    for (int i = 1; i <= KILLS; i++) {
      assertThat(runUntil(killed, i * steps / (KILLS + 1))).as("killed").isNotZero();
    }
    assertThat(runUntil(killed, Integer.MAX_VALUE)).isZero();
    List<String> expected = reports(whole);
    assertThat(expected).hasSizeGreaterThan(500);
    assertThat(reports(killed)).isEqualTo(expected);
  }

  /** Runs the program until it says that it has made so many calls, then kills it. */
  private static int runUntil(Path folder, int calls) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                VenueProgram.class.getName(),
                Long.toString(SEED),
                folder.toString()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (BufferedReader told =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = told.readLine(); line != null; line = told.readLine()) {
        if (Integer.parseInt(line) >= calls) {
          process.destroyForcibly();
          break;
        }
      }
    }
    return process.waitFor();
  }

  private static List<String> reports(Path folder) throws IOException {
    return Files.readAllLines(folder.resolve("venue.log")).stream()
        .filter(l -> l.startsWith("R"))
        .toList();
  }
}
