package io.qbrain.service;

import java.util.List;
import java.util.SortedMap;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The streams of messages, and what the platform writes into them.
 *
 * @since 1.1
 */
@ProviderType
public interface StreamService {
  /**
   * A group of a stream.
   *
   * @param name its name
   * @param consumers its readers
   * @param pending messages given out and not finished
   * @param lag messages that it has not seen yet; -1 if the server cannot say
   * @since 1.1
   */
  record GroupView(String name, int consumers, long pending, long lag) {}

  /**
   * A stream.
   *
   * @param name its name
   * @param transport what carries it: redis, kafka or in-process
   * @param length messages that are kept; -1 if the transport cannot say
   * @param deadLetters messages that no handler could take
   * @param groups its groups, by name
   * @since 1.1
   */
  record StreamView(
      String name, String transport, long length, long deadLetters, List<GroupView> groups) {}

  /**
   * A message.
   *
   * @param id its place in the stream
   * @param key what it is about
   * @param type what it says
   * @param body the content, as a rule JSON
   * @param headers what is said about it
   * @since 1.1
   */
  record MessageView(
      String id, String key, String type, String body, SortedMap<String, String> headers) {}

  /**
   * What the platform writes into a stream.
   *
   * @param stream the stream
   * @param written messages written since the start
   * @param conflated older values of which only a newer one was written
   * @param waiting what is to be written
   * @param detail why nothing is written; empty if all is well
   * @since 1.1
   */
  record ProjectionView(String stream, long written, long conflated, long waiting, String detail) {}

  /**
   * Returns the streams, by name.
   *
   * @throws ServiceException if their server does not answer
   */
  List<StreamView> streams();

  /**
   * Returns messages after a place in a stream.
   *
   * @param after an id; empty for the oldest
   * @param limit the most messages, from 1 to 1,000
   * @throws ServiceException if their server does not answer
   */
  List<MessageView> read(String stream, String after, int limit);

  /** Returns the dead letters of a stream, as {@link #read} does. */
  List<MessageView> deadLetters(String stream, String after, int limit);

  /** Returns what the platform writes; always answers. */
  List<ProjectionView> projections();
}
