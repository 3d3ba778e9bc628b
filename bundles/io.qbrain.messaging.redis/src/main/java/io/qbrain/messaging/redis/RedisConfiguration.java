package io.qbrain.messaging.redis;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Where Redis is: {@code etc/io.qbrain.messaging.redis.cfg}. An environment variable {@code
 * QBRAIN_REDIS_...} of the same name wins over each.
 */
@ObjectClassDefinition(
    id = "io.qbrain.messaging.redis",
    name = "Q-Brain Redis",
    description = "The included Redis, or one that runs elsewhere.")
@interface RedisConfiguration {

  @AttributeDefinition(
      name = "Directory",
      description = "Where the included Redis keeps its data (QBRAIN_REDIS_DIRECTORY).")
  String directory() default "var/redis";

  @AttributeDefinition(
      name = "Port",
      description =
          "Port of the included Redis on 127.0.0.1; 0 takes a free one (QBRAIN_REDIS_PORT).")
  int port() default 0;

  @AttributeDefinition(
      name = "Memory",
      description = "The most that the included Redis holds, in megabytes (QBRAIN_REDIS_MEMORY).")
  int memory() default 256;

  @AttributeDefinition(
      name = "Program",
      description =
          "A redis-server for this machine in place of the included one; empty for the included"
              + " one (QBRAIN_REDIS_PROGRAM).")
  String program() default "";

  @AttributeDefinition(
      name = "URL",
      description =
          "Another Redis (6.2 or later) in place of the included one: redis://host:6379/0,"
              + " rediss://host:6379 (TLS), redis-sentinel://a:26379,b:26379/0?master=name or"
              + " redis-cluster://a:6379,b:6379 (QBRAIN_REDIS_URL).")
  String url() default "";

  @AttributeDefinition(
      name = "User",
      description = "User of the access lists of that server (QBRAIN_REDIS_USER).")
  String user() default "";

  @AttributeDefinition(
      name = "Password",
      type = AttributeType.PASSWORD,
      description = "Password at that server; better as QBRAIN_REDIS_PASSWORD than in a file.")
  String password() default "";

  @AttributeDefinition(
      name = "Certificates",
      description =
          "PEM file of the authority of that server's certificate; empty for those that Java trusts"
              + " (QBRAIN_REDIS_CA).")
  String ca() default "";

  @AttributeDefinition(
      name = "Prefix",
      description =
          "First word of every key; platforms that share a server without sharing their data take"
              + " different ones (QBRAIN_REDIS_PREFIX).")
  String prefix() default "qbrain";

  @AttributeDefinition(
      name = "Length",
      description =
          "About how many messages a stream keeps; the oldest go first (QBRAIN_REDIS_LENGTH).")
  int length() default 100_000;
}
