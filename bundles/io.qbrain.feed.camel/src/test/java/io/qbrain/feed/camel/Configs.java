package io.qbrain.feed.camel;

import java.lang.reflect.Proxy;
import java.util.Map;

/** Configurations as the container makes them: the defaults of the type, and what was set. */
final class Configs {
  private Configs() {}

  static <A> A of(Class<A> type, Map<String, ?> values) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              Object value = values.get(method.getName());
              return value == null ? method.getDefaultValue() : value;
            }));
  }
}
