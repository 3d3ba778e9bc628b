package io.qbrain.port;

import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A kind of work that can be scheduled. Any bundle may provide one as a service; tasks are made of
 * it with parameters and a schedule.
 *
 * <p>One task runs once at a time in the whole cluster; different tasks of a kind run at the same
 * time on several threads, so a kind keeps no state. What a node that died did not bring to an end
 * runs again elsewhere: doing it twice must have the effect of doing it once.
 *
 * @param <P> the parameters: a record whose components are described by {@code
 *     io.qbrain.strategy.Param}, like the configuration of a strategy
 * @since 1.1
 */
@ConsumerType
public interface TaskKind<P extends Record> {
  /** Returns the name, in the syntax {@code [a-z][a-z0-9-]{0,59}}, e.g. {@code ledger-check}. */
  String name();

  /** Returns one line that says what it does. */
  String description();

  /** Returns the class of the parameters. */
  Class<P> parameters();

  /**
   * Does it, on a thread of the scheduler.
   *
   * <p>It tells its progress and asks {@link TaskRun#checkCanceled} often: at least once a second.
   * Whatever it throws is a failure, told in the exception's message; the task is then tried again
   * after its countdown, until its attempts are used up.
   *
   * @return what came out, by name, in few words; empty if there is nothing to say
   * @throws Exception if it cannot be done
   */
  Map<String, String> run(P parameters, TaskRun run) throws Exception;
}
