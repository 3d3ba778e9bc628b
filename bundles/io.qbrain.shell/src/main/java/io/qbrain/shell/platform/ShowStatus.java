package io.qbrain.shell.platform;

import io.qbrain.service.PlatformService;
import io.qbrain.service.PlatformService.Part;
import io.qbrain.service.PlatformService.PlatformStatus;
import io.qbrain.service.ServiceException;
import io.qbrain.service.ServiceException.Kind;
import io.qbrain.shell.ShellAction;
import io.qbrain.shell.output.Cell;
import io.qbrain.shell.output.Details;
import io.qbrain.shell.output.Output;
import io.qbrain.shell.output.Table;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Shows what runs, where, and what is down and why. */
@Service
@Command(
    scope = "platform",
    name = "status",
    description = "Shows what runs, where, and what is down and why.")
public final class ShowStatus extends ShellAction {
  private static final Table<Part> PARTS =
      Table.of(Part.class, "No parts.")
          .text("Part", Part::name)
          .text("State", Part::state)
          .text("Detail", Part::detail);

  @Reference(optional = true)
  private @Nullable PlatformService platform;

  @Override
  protected void run(Output out) {
    if (platform == null) {
      throw new ServiceException(
          Kind.UNAVAILABLE,
          "platform.not-started",
          "the platform has not started yet; if it does not within a minute, log:display says why");
    }
    PlatformStatus status = platform.status();
    Details details =
        new Details()
            .line("Version", status.version())
            .line("Strategy SPI", status.spiVersion())
            .line("Ready", status.ready() ? "yes" : "no")
            .line("Started", Cell.time(status.startedNanos()));
    if (out.isForProgram()) {
      status.parts().forEach(p -> details.line(p.name(), p.state() + " " + p.detail()));
    }
    out.details(status, details);
    out.more("Parts", PARTS, status.parts());
  }
}
