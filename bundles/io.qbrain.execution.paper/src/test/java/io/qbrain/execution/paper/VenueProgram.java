package io.qbrain.execution.paper;

import io.qbrain.simulation.Preset;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;

/**
 * A process that makes the calls of a script, and goes on where it was when it is started again.
 */
final class VenueProgram {
  private static final int BARS = 400;

  private VenueProgram() {}

  /** Returns the calls that a platform may repeat when it does not know whether they were made. */
  static List<VenueScript.Step> steps(long seed) {
    return new VenueScript(seed, RestartPropertyTest.walk(new Random(seed), BARS))
        .steps().stream().filter(VenueScript.Step::again).toList();
  }

  static void run(long seed, Path folder, boolean tells) throws IOException {
    List<VenueScript.Step> steps = steps(seed);
    PaperGateway gateway = new PaperGateway(Preset.DEFAULT, folder.resolve("venue.log"));
    VenueScript.instruments().forEach(gateway::list);
    gateway.connect(0, new VenueScript.Hearing());
    try (FileChannel progress =
        FileChannel.open(
            folder.resolve("progress"),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      ByteBuffer next = ByteBuffer.allocate(Integer.BYTES);
      int from = progress.read(next, 0) == Integer.BYTES ? next.getInt(0) : 0;
      for (int i = from; i < steps.size(); i++) {
        steps.get(i).call().accept(gateway);
        progress.write(next.clear().putInt(0, i + 1), 0);
        if (tells) {
          System.out.println(i + 1);
        }
      }
    }
    gateway.disconnect();
  }

  /** Takes a seed and a folder. */
  public static void main(String[] args) throws IOException {
    run(Long.parseLong(args[0]), Path.of(args[1]), true);
  }
}
