package io.qbrain.container;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Keeps the shared platform in the store of the whole run, which closes it at the end. */
final class SharedPlatform implements ParameterResolver, AfterTestExecutionCallback {
  private record Running(Platform platform) implements AutoCloseable {
    @Override
    public void close() throws Exception {
      platform.close();
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Platform.class;
  }

  @Override
  public Platform resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return shared(context);
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    if (context.getExecutionException().isPresent()) {
      System.err.println(shared(context).diagnosis());
    }
  }

  private static Platform shared(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(SharedPlatform.class))
        .getOrComputeIfAbsent(Running.class, key -> new Running(start()), Running.class)
        .platform();
  }

  private static Platform start() {
    try {
      Path home = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "home-");
      return Platform.startEmpty(home);
    } catch (Exception e) {
      throw new IllegalStateException("The platform did not start: " + e.getMessage(), e);
    }
  }
}
