package io.qbrain.runtime;

import io.qbrain.model.InstanceId;
import io.qbrain.model.StrategyRef;
import io.qbrain.service.InstanceService;
import io.qbrain.service.InstanceService.NewInstance;
import io.qbrain.service.ServiceException;
import io.qbrain.service.StrategyService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What trades on the very first start: the sample strategies, as instances named in the
 * configuration {@code io.qbrain.demo}. A key {@code instance.ema-alpha} holds the strategy and its
 * parameters: {@code ema-cross@1.0.0 instrument=ALPHA.SIM bars=1s}. Without the configuration, and
 * on every later start, nothing happens.
 */
@Component(service = Demo.class, configurationPid = "io.qbrain.demo")
public final class Demo {
  private static final Logger LOG = LoggerFactory.getLogger(Demo.class);
  private static final String KEY = "instance.";

  private final Map<InstanceId, String> wanted = new TreeMap<>();
  private final StrategyService strategies;
  private final InstanceService instances;

  /** Reads the configuration. */
  @Activate
  public Demo(
      @Reference StrategyService strategies,
      @Reference InstanceService instances,
      Map<String, Object> configuration) {
    this.strategies = strategies;
    this.instances = instances;
    configuration.forEach(
        (key, value) -> {
          if (key.startsWith(KEY)) {
            wanted.put(InstanceId.of(key.substring(KEY.length())), value.toString());
          }
        });
  }

  /** Installs the samples and starts their instances if the platform has never had a strategy. */
  void runOnFirstStart() {
    if (wanted.isEmpty() || !strategies.list().isEmpty() || !instances.list().isEmpty()) {
      return;
    }
    for (Path jar : samples()) {
      attempt("sample " + jar.getFileName(), () -> strategies.install(jar, "first start"));
    }
    wanted.forEach((id, text) -> attempt("instance " + id, () -> start(id, text)));
    LOG.info(
        "first start: {} strategies installed, {} instances made",
        strategies.list().size(),
        instances.list().size());
  }

  private static List<Path> samples() {
    Path folder = Path.of(System.getProperty("karaf.base", "."), "samples");
    if (!Files.isDirectory(folder)) {
      LOG.warn("there are no sample strategies in {}", folder);
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.toString().endsWith(".jar")).sorted().toList();
    } catch (IOException e) {
      LOG.warn("the sample strategies in {} cannot be read: {}", folder, e.getMessage());
      return List.of();
    }
  }

  private void start(InstanceId id, String text) {
    String[] words = text.trim().split("\\s+");
    Map<String, String> parameters = new LinkedHashMap<>();
    for (int i = 1; i < words.length; i++) {
      int equals = words[i].indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException("expected name=value, found '" + words[i] + "'");
      }
      parameters.put(words[i].substring(0, equals), words[i].substring(equals + 1));
    }
    instances.create(
        new NewInstance(
            id, StrategyRef.parse(words[0]), parameters, Optional.empty(), Optional.empty()));
    instances.start(id, "first start");
  }

  private static void attempt(String what, Runnable action) {
    try {
      action.run();
    } catch (ServiceException | IllegalArgumentException e) {
      LOG.warn("{} of the demo was left out: {}", what, e.getMessage());
    }
  }
}
