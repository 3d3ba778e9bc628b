package io.qbrain.shell.completion;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Candidate;
import org.apache.karaf.shell.api.console.Command;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.parsing.CommandLineImpl;

/** Completes the options that follow a command's arguments: those that it has before them. */
@Service
public final class OptionCompleter extends Candidates {

  @Override
  Stream<String> values(Session session, CommandLine line) {
    String[] words = line.getArguments();
    String[] name = session.resolveCommand(words[0]).split(":", 2);
    Command command = name.length < 2 ? null : session.getRegistry().getCommand(name[0], name[1]);
    if (command == null) {
      // The shell asks with a word alone whether it may stand here.
      return Stream.of(words[0]);
    }
    List<Candidate> options = new ArrayList<>();
    String buffer = words[0] + " -";
    command
        .getCompleter(false)
        .completeCandidates(
            session,
            new CommandLineImpl(new String[] {words[0], "-"}, 1, 1, buffer.length(), buffer),
            options);
    return options.stream().map(Candidate::value);
  }
}
