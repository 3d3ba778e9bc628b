package io.qbrain.hosting;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs what may call code of a guest on a thread of its own and waits for it no longer than a given
 * time. A thread that does not come back is interrupted and left alone; Java cannot end it.
 *
 * @param time how long to wait
 */
record Deadline(Duration time) {

  /**
   * Runs it.
   *
   * @throws ExecutionException with what it threw, errors too
   * @throws TimeoutException if it takes longer, or this thread is interrupted while it waits
   */
  <T> T call(String name, Callable<T> code) throws ExecutionException, TimeoutException {
    FutureTask<T> task = new FutureTask<>(code);
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
    thread.start();
    try {
      return task.get(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      task.cancel(true);
      throw e;
    } catch (InterruptedException e) {
      task.cancel(true);
      Thread.currentThread().interrupt();
      throw new TimeoutException("interrupted");
    }
  }
}
