package io.qbrain.data.influx;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The configuration {@code io.qbrain.data.influx}. */
@ObjectClassDefinition(
    id = InfluxConfiguration.PID,
    name = "Q-Brain InfluxDB",
    description = "A time-series server that history is fetched from and copied to.")
public @interface InfluxConfiguration {
  /** The PID. */
  String PID = "io.qbrain.data.influx";

  /** The address. */
  @AttributeDefinition(description = "address of the server")
  String url() default "http://127.0.0.1:8086";

  /** The database. */
  @AttributeDefinition(description = "database; of 2.x and 3 the bucket")
  String database() default "qbrain";

  /** The retention policy. */
  @AttributeDefinition(description = "retention policy that is made with the database")
  String retention_policy() default "qbrain";

  /** How long data are kept. */
  @AttributeDefinition(description = "days that rows are kept; 0 for good")
  int retention_days() default 0;

  /** Which bars are kept apart. */
  @AttributeDefinition(
      description =
          "lengths of bars that have a retention policy of their own, such as 1h,1d; the task"
              + " influx-downsample makes them")
  String coarse_specs() default "";

  /** The retention policy of those bars. */
  @AttributeDefinition(description = "retention policy of the bars of coarse_specs")
  String coarse_policy() default "qbrain_coarse";

  /** How long those bars are kept. */
  @AttributeDefinition(description = "days that the bars of coarse_specs are kept; 0 for good")
  int coarse_days() default 0;

  /** Whether recorded rows are copied to the server. */
  @AttributeDefinition(description = "whether what feeds record is copied to the server, too")
  boolean mirror() default false;

  /** The organisation. */
  @AttributeDefinition(description = "organisation of 2.x and 3; empty for 1.x")
  String organisation() default "";

  /** The token. */
  @AttributeDefinition(description = "token, of 1.x user:password; empty for none")
  String token() default "";

  /** The time-out. */
  @AttributeDefinition(description = "seconds after which a request has failed")
  int timeout_seconds() default 30;

  /** Rows of a request. */
  @AttributeDefinition(description = "rows of one write request")
  int chunk_rows() default 5000;
}
