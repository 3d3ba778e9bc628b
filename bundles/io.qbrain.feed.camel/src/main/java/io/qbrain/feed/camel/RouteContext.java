package io.qbrain.feed.camel;

import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;

/** The Camel context of one feed, so that what happens in it concerns no other. */
final class RouteContext {
  private static final long STOP_SECONDS = 10;

  private @Nullable CamelContext camel;

  /** Prepares a context before its routes. */
  interface Preparation {
    void prepare(CamelContext context) throws Exception;
  }

  /** Makes a context, and starts it with routes. */
  void start(String feed, Preparation preparation, RoutesBuilder routes) throws Exception {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    ClassLoader ours = RouteContext.class.getClassLoader();
    thread.setContextClassLoader(ours);
    try {
      DefaultCamelContext context = new DefaultCamelContext(false);
      camel = context;
      context.getCamelContextExtension().setName("qbrain-feed-" + feed);
      context.setApplicationContextClassLoader(ours);
      context.disableJMX();
      context.getExecutorServiceManager().setThreadNamePattern("qbrain-feed-" + feed);
      context.getShutdownStrategy().setTimeout(STOP_SECONDS);
      context.getShutdownStrategy().setLogInflightExchangesOnTimeout(false);
      preparation.prepare(context);
      context.addRoutes(routes);
      context.start();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** Stops it; does nothing if there is none. */
  void stop() {
    CamelContext context = camel;
    camel = null;
    if (context != null) {
      context.stop();
    }
  }
}
