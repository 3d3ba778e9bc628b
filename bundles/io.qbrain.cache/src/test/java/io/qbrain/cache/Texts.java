package io.qbrain.cache;

import io.qbrain.port.Cache.Codec;
import java.nio.charset.StandardCharsets;

/** Texts as bytes. */
final class Texts implements Codec<String> {
  @Override
  public byte[] write(String value) {
    return value.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String read(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
