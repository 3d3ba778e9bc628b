package io.qbrain.container;

/**
 * What a shell command said.
 *
 * @param output standard output and errors, without colours
 * @param exitCode 0 if it succeeded
 */
public record Answer(String output, int exitCode) {
  /** Whether the exit code is 0. */
  public boolean succeeded() {
    return exitCode == 0;
  }
}
