package io.qbrain.messaging.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.port.EventStream;
import io.qbrain.port.EventStream.Group;
import io.qbrain.port.Mirror;
import io.qbrain.port.StreamMessage;
import io.qbrain.testkit.contract.Eventually;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** The bundle as it is built, in a framework: what it carries inside is complete. */
class BundleTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit does
  Path folder;

  @Test
  void theBundleTalksToItsServerByWhatItCarries() throws Exception {
    Framework framework =
        ServiceLoader.load(FrameworkFactory.class)
            .findFirst()
            .orElseThrow()
            .newFramework(
                Map.of(
                    "org.osgi.framework.storage",
                    folder.resolve("cache").toString(),
                    "org.osgi.framework.bootdelegation",
                    "",
                    "org.osgi.framework.system.capabilities.extra",
                    "osgi.extender;osgi.extender=\"osgi.component\";version:Version=\"1.5\"",
                    "org.osgi.framework.system.packages.extra",
                    "io.qbrain.port;version=1.1,org.slf4j;version=2.0.17,"
                        + "org.slf4j.event;version=2.0.17,org.slf4j.spi;version=2.0.17,"
                        + "org.slf4j.helpers;version=2.0.17"));
    framework.start();
    try {
      Bundle bundle =
          framework
              .getBundleContext()
              .installBundle("reference:" + Path.of("target", "classes").toAbsolutePath().toUri());
      bundle.start();
      assertThat(bundle.getHeaders().get("Export-Package")).isNull();
      Class<?> settings = bundle.loadClass(RedisSettings.class.getName());
      Class<?> messaging = bundle.loadClass(RedisMessaging.class.getName());
      assertThat(settings).isNotEqualTo(RedisSettings.class);
      assertThat(bundle.loadClass("io.lettuce.core.RedisClient").getClassLoader())
          .isEqualTo(messaging.getClassLoader());
      Object made =
          messaging
              .getConstructor(settings)
              .newInstance(
                  settings.getMethod("included", Path.class).invoke(null, folder.resolve("redis")));
      EventStream streams =
          (EventStream)
              bundle
                  .loadClass(RedisStreams.class.getName())
                  .getConstructor(messaging)
                  .newInstance(made);
      Mirror mirror = (Mirror) made;
      mirror.start();
      try {
        Queue<String> handled = new ConcurrentLinkedQueue<>();
        streams.subscribe(Group.of("s", "g", "a"), d -> handled.add(d.message().body()));
        streams.publish("s", List.of(StreamMessage.of("k", "t", "hello")));
        Eventually.until(() -> handled.contains("hello"), done -> done);
        assertThat(mirror.health().up()).isTrue();
      } finally {
        mirror.stop();
      }
    } finally {
      framework.stop();
      framework.waitForStop(10_000);
    }
  }
}
