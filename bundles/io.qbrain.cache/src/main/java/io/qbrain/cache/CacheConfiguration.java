package io.qbrain.cache;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * How large the cache may be: {@code etc/io.qbrain.cache.cfg}. An environment variable {@code
 * QBRAIN_CACHE_...} of the same name wins over each.
 */
@ObjectClassDefinition(id = "io.qbrain.cache", name = "Q-Brain cache")
@interface CacheConfiguration {
  @AttributeDefinition(description = "Megabytes in memory (QBRAIN_CACHE_MEMORY).")
  int memory() default 64;

  @AttributeDefinition(description = "Megabytes in files (QBRAIN_CACHE_FILES).")
  int files() default 1024;

  @AttributeDefinition(description = "Where the files are (QBRAIN_CACHE_DIRECTORY).")
  String directory() default "var/cache";
}
