package io.qbrain.checks;

/** The folders of the project that hold modules. */
enum Folder {
  API("api"),
  PLATFORM("platform"),
  BUNDLES("bundles"),
  SAMPLES("sample-strategies");

  private final String path;

  Folder(String path) {
    this.path = path;
  }

  String path() {
    return path;
  }
}
