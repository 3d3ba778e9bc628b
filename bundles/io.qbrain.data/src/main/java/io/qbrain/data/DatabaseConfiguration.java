package io.qbrain.data;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Where the database is: {@code etc/io.qbrain.data.cfg}. An environment variable {@code
 * QBRAIN_DB_...} of the same name wins over each.
 */
@ObjectClassDefinition(
    id = "io.qbrain.data",
    name = "Q-Brain database",
    description = "The included PostgreSQL, or one that runs elsewhere.")
@interface DatabaseConfiguration {

  @AttributeDefinition(
      name = "Directory",
      description = "Where the included PostgreSQL keeps its data (QBRAIN_DB_DIRECTORY).")
  String directory() default "var/postgres";

  @AttributeDefinition(
      name = "Port",
      description =
          "Port of the included PostgreSQL on 127.0.0.1; 0 takes a free one (QBRAIN_DB_PORT).")
  int port() default 0;

  @AttributeDefinition(
      name = "Binaries",
      description =
          "A PostgreSQL archive for this machine in place of the included ones, as .txz or as a jar"
              + " that holds it; empty for the included ones (QBRAIN_DB_BINARIES).")
  String binaries() default "";

  @AttributeDefinition(
      name = "URL",
      description =
          "Another PostgreSQL (15 or later) in place of the included one, e.g."
              + " jdbc:postgresql://db:5432/qbrain (QBRAIN_DB_URL).")
  String url() default "";

  @AttributeDefinition(name = "User", description = "User at that server (QBRAIN_DB_USER).")
  String user() default "";

  @AttributeDefinition(
      name = "Password",
      type = AttributeType.PASSWORD,
      description = "Password at that server; better as QBRAIN_DB_PASSWORD than in a file.")
  String password() default "";

  @AttributeDefinition(
      name = "Schema",
      description = "Where the tables are; made if absent (QBRAIN_DB_SCHEMA).")
  String schema() default "qbrain";

  @AttributeDefinition(
      name = "Days of events",
      description =
          "Days that the event log keeps in the database; what a relay has not sent on yet stays"
              + " longer (QBRAIN_DB_EVENT_DAYS).")
  int eventDays() default 30;

  @AttributeDefinition(
      name = "Months of rows",
      description =
          "Full months of fills, ledger and finished orders that are kept as rows for queries; 0"
              + " keeps all. The journal, which has them, too, is never cut"
              + " (QBRAIN_DB_KEEP_MONTHS).")
  int keepMonths() default 0;
}
