package io.qbrain.data.schema;

/** A schema as an earlier version of the program left it. */
public final class SchemaAt {
  private SchemaAt() {}

  /** Brings an empty schema to a version. */
  public static void version(Login login, int version) {
    new Migrations(new Connections(login), Migrations.SCRIPTS.subList(0, version)).apply();
  }
}
