package io.qbrain.messaging.kafka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A broker of its own process; it ends with the pipe to the program that started it. */
public final class BrokerProgram {
  private BrokerProgram() {}

  /** Takes the file of properties and the folder of the log. */
  public static void main(String[] args) {
    Thread guard = new Thread(BrokerProgram::endWithThePipe, "guard");
    guard.setDaemon(true);
    guard.start();
    if (!Files.exists(Path.of(args[1], "meta.properties"))) {
      int status =
          kafka.tools.StorageTool.execute(
              new String[] {"format", "-t", "5L6g3nShT-eMCtK--X86sw", "-c", args[0]}, System.out);
      if (status != 0) {
        throw new IllegalStateException("the log cannot be formatted: " + status);
      }
    }
    kafka.Kafka.main(new String[] {args[0]});
  }

  private static void endWithThePipe() {
    try {
      while (System.in.read() >= 0) {
        // waits for its end
      }
    } catch (IOException e) {
      // as good as its end
    }
    Runtime.getRuntime().halt(1);
  }
}
