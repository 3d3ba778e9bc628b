package io.qbrain.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The platform is whole after its start, and stands open to nobody. */
@OnPlatform
class DistributionTest {
  @Test
  void everyBundleIsActive(Platform platform) {
    Answer list = platform.shell("bundle:list -t 0");
    assertThat(list.exitCode()).isZero();
    List<String> bundles =
        list.output().lines().filter(line -> line.matches("\\s*\\d+ .*")).toList();
    assertThat(bundles)
        .hasSizeGreaterThan(80)
        .allMatch(line -> line.contains("Active") || line.matches(".*, Hosts: \\d+.*"));
  }

  @Test
  void nothingIsWrongInTheLog(Platform platform) throws IOException {
    assertThat(platform.log())
        .isNotEmpty()
        .filteredOn(line -> !line.contains("\"task ill, run ")) // TasksTest lets it fail
        .noneMatch(line -> line.contains("\"ERROR\""));
  }

  @Test
  void everySocketListensOnLoopback(Platform platform) throws IOException {
    assumeTrue(Files.exists(Path.of("/proc/self/net/tcp")), "reads sockets from Linux's /proc");
    Set<String> listening = new TreeSet<>();
    for (ProcessHandle process :
        Stream.concat(Stream.of(platform.process()), platform.process().descendants()).toList()) {
      listening.addAll(listeningAddresses(process.pid()));
    }
    assertThat(listening)
        .contains(loopback(platform.httpPort()), loopback(platform.sshPort()))
        .allMatch(DistributionTest::isLoopback);
  }

  /** Addresses as the kernel writes them: of the process's own sockets, state 0A. */
  private static Set<String> listeningAddresses(long pid) throws IOException {
    Path proc = Path.of("/proc", Long.toString(pid));
    Set<String> own;
    try (Stream<Path> descriptors = Files.list(proc.resolve("fd"))) {
      own = descriptors.map(DistributionTest::target).collect(Collectors.toSet());
    }
    Set<String> addresses = new TreeSet<>();
    for (String table : List.of("tcp", "tcp6")) {
      Path file = proc.resolve("net").resolve(table);
      for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
        String[] columns = line.trim().split("\\s+");
        if (columns[3].equals("0A") && own.contains("socket:[" + columns[9] + "]")) {
          addresses.add(columns[1]);
        }
      }
    }
    return addresses;
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException e) {
      if (Files.exists(descriptor)) {
        throw new UncheckedIOException(e);
      }
      return "closed meanwhile";
    }
  }

  private static String loopback(int port) {
    return "0000000000000000FFFF00000100007F:" + String.format("%04X", port);
  }

  private static boolean isLoopback(String address) {
    return address.startsWith("0100007F:")
        || address.startsWith("0000000000000000FFFF00000100007F:")
        || address.startsWith("00000000000000000000000001000000:");
  }

  @Test
  void theStateDirectoryIsItsOwnersAlone(Platform platform) throws IOException {
    Path keys = platform.home().resolve("keys");
    assertThat(permissions(platform.home())).isEqualTo("[OWNER_EXECUTE, OWNER_READ, OWNER_WRITE]");
    assertThat(permissions(keys)).isEqualTo("[OWNER_EXECUTE, OWNER_READ, OWNER_WRITE]");
    try (Stream<Path> files = Files.list(keys)) {
      assertThat(files)
          .isNotEmpty()
          .allSatisfy(key -> assertThat(permissions(key)).isEqualTo("[OWNER_READ, OWNER_WRITE]"));
    }
    assertThat(permissions(platform.home().resolve("etc/keys.properties")))
        .isEqualTo("[OWNER_READ, OWNER_WRITE]");
  }

  private static String permissions(Path path) throws IOException {
    return new TreeSet<>(Files.getPosixFilePermissions(path).stream().map(Enum::name).toList())
        .toString();
  }

  @Test
  void theDistributionIsNotWrittenTo(Platform platform) throws IOException {
    Path started = platform.home().resolve("lock");
    try (Stream<Path> files = Files.walk(Platform.DISTRIBUTION)) {
      assertThat(files.filter(Files::isRegularFile))
          .allMatch(file -> file.toFile().lastModified() <= started.toFile().lastModified());
    }
  }
}
