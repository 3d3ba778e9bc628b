package io.qbrain.port;

/**
 * Ends a run that shall stop; thrown by {@link TaskRun#checkCanceled}.
 *
 * @since 1.1
 */
public final class TaskCanceled extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Makes the exception. */
  public TaskCanceled() {
    super("canceled", null, false, false);
  }
}
