package io.qbrain.container;

/**
 * What a shell command said.
 *
 * @param output standard output and errors, without colours
 * @param exitCode 0 if it succeeded
 */
record Answer(String output, int exitCode) {
  boolean succeeded() {
    return exitCode == 0;
  }
}
