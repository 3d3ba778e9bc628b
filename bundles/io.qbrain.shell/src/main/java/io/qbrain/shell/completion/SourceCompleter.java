package io.qbrain.shell.completion;

import io.qbrain.service.StrategyService;
import io.qbrain.service.StrategyService.State;
import io.qbrain.shell.JarFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;

/** Completes what can be installed: jar files, and strategies of the store. */
@Service
public final class SourceCompleter extends Candidates {
  private static final int MOST_FILES = 200;

  @Reference(optional = true)
  private @Nullable StrategyService strategies;

  @Override
  Stream<String> values(Session session, CommandLine line) {
    return Stream.concat(
        from(strategies, StrategyService::list)
            .filter(view -> view.state() != State.INSTALLED)
            .map(view -> view.ref().toString()),
        files(session, typed(line)).stream());
  }

  /** Folders and jars beside what was typed, written the way it was typed. */
  private static List<String> files(Session session, String typed) {
    String scheme = typed.startsWith(JarFile.SCHEME) || typed.isEmpty() ? JarFile.SCHEME : "";
    String path = typed.substring(Math.min(scheme.length(), typed.length()));
    String folder = path.substring(0, path.lastIndexOf('/') + 1);
    Path start = JarFile.workingDirectory(session).resolve(folder);
    List<String> found = new ArrayList<>();
    if (!Files.isDirectory(start)) {
      return found;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(start, SourceCompleter::fits)) {
      for (Path entry : entries) {
        if (found.size() == MOST_FILES) {
          break;
        }
        String end = Files.isDirectory(entry) ? "/" : "";
        found.add(scheme + folder + entry.getFileName() + end);
      }
    } catch (IOException e) {
      return List.of(); // A folder that cannot be read offers nothing; installing says why.
    }
    return found;
  }

  private static boolean fits(Path entry) {
    String name = String.valueOf(entry.getFileName());
    return !name.startsWith(".") && (name.endsWith(".jar") || Files.isDirectory(entry));
  }
}
