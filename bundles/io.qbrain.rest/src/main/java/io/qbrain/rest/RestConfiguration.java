package io.qbrain.rest;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration of the REST interface. */
@ObjectClassDefinition(name = "Q-Brain REST", description = "The REST interface under /api/v1.")
@interface RestConfiguration {

  /** The configuration's PID. */
  String PID = "io.qbrain.rest";

  @AttributeDefinition(
      name = "Token file",
      description =
          "File of mode 0600 that holds the token; empty for rest-token in the state directory,"
              + " which the system property qbrain.home names.")
  String tokenFile() default "";

  @AttributeDefinition(
      name = "Host names",
      description =
          "Names, or name:port, that requests may use besides localhost, 127.0.0.1 and [::1];"
              + " separated by commas.")
  String hostNames() default "";
}
