package io.qbrain.messaging.kafka;

import io.qbrain.port.DeadLetters;
import io.qbrain.port.EventStream.GroupView;
import io.qbrain.port.EventStream.StreamView;
import io.qbrain.port.PortException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.jspecify.annotations.Nullable;

/**
 * How far streams and their groups are. The number of requests does not grow with that of streams
 * and groups.
 */
final class StreamViews {
  private static final ListOffsetsOptions COMMITTED =
      new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);

  private final StreamNames names;
  private final Admin admin;

  StreamViews(StreamNames names, Admin admin) {
    this.names = names;
    this.admin = admin;
  }

  List<StreamView> all() {
    TreeMap<String, String> streams = new TreeMap<>();
    for (String topic : Topics.await(admin.listTopics().names())) {
      names.stream(topic).ifPresent(stream -> streams.put(stream, topic));
    }
    Map<String, TreeMap<Integer, Long>> begins = new HashMap<>();
    Map<String, TreeMap<Integer, Long>> ends = new HashMap<>();
    List<TopicPartition> partitions = partitions(streams);
    offsets(partitions, OffsetSpec.earliest(), begins);
    offsets(partitions, OffsetSpec.latest(), ends);
    Map<String, List<GroupView>> groups = groups(streams, ends);
    List<StreamView> views = new ArrayList<>();
    streams.forEach(
        (stream, topic) -> {
          if (!DeadLetters.isOne(stream)) {
            @Nullable String dead = streams.get(DeadLetters.streamOf(stream));
            views.add(
                new StreamView(
                    stream,
                    sum(ends, topic) - sum(begins, topic),
                    dead == null ? 0 : sum(ends, dead) - sum(begins, dead),
                    groups.getOrDefault(stream, List.of())));
          }
        });
    return views;
  }

  private List<TopicPartition> partitions(Map<String, String> streams) {
    List<TopicPartition> found = new ArrayList<>();
    for (Future<TopicDescription> described :
        admin.describeTopics(streams.values()).topicNameValues().values()) {
      TopicDescription topic = Topics.await(described);
      topic.partitions().forEach(p -> found.add(new TopicPartition(topic.name(), p.partition())));
    }
    return found;
  }

  private void offsets(
      List<TopicPartition> partitions, OffsetSpec which, Map<String, TreeMap<Integer, Long>> into) {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    partitions.forEach(partition -> asked.put(partition, which));
    Topics.await(admin.listOffsets(asked, COMMITTED).all())
        .forEach(
            (partition, found) ->
                into.computeIfAbsent(partition.topic(), t -> new TreeMap<>())
                    .put(partition.partition(), found.offset()));
  }

  private static long sum(Map<String, TreeMap<Integer, Long>> offsets, String topic) {
    @Nullable TreeMap<Integer, Long> found = offsets.get(topic);
    return found == null ? 0 : found.values().stream().mapToLong(Long::longValue).sum();
  }

  private Map<String, List<GroupView>> groups(
      Map<String, String> streams, Map<String, TreeMap<Integer, Long>> ends) {
    TreeMap<String, String> streamOf = new TreeMap<>();
    Topics.await(admin.listGroups().all())
        .forEach(
            listed ->
                names
                    .streamOfGroup(listed.groupId())
                    .filter(streams::containsKey)
                    .ifPresent(stream -> streamOf.put(listed.groupId(), stream)));
    Map<String, ListConsumerGroupOffsetsSpec> asked = new HashMap<>();
    streamOf.keySet().forEach(id -> asked.put(id, new ListConsumerGroupOffsetsSpec()));
    Map<String, Map<TopicPartition, OffsetAndMetadata>> committed =
        Topics.await(admin.listConsumerGroupOffsets(asked).all());
    Map<String, Integer> consumers = consumers(streamOf.keySet());
    Map<String, List<GroupView>> views = new HashMap<>();
    streamOf.forEach(
        (id, stream) ->
            views
                .computeIfAbsent(stream, s -> new ArrayList<>())
                .add(
                    group(
                        names.groupOf(stream, id).orElseThrow(),
                        consumers.getOrDefault(id, 0),
                        committed.getOrDefault(id, Map.of()),
                        names.topic(stream),
                        ends.getOrDefault(names.topic(stream), new TreeMap<>()))));
    return views;
  }

  /** A group that ended since it was listed has none. */
  private Map<String, Integer> consumers(Set<String> ids) {
    Map<String, Integer> consumers = new HashMap<>();
    admin
        .describeConsumerGroups(ids)
        .describedGroups()
        .forEach(
            (id, described) -> {
              try {
                consumers.put(id, Topics.await(described).members().size());
              } catch (PortException e) {
                if (!Topics.isCausedBy(e, GroupIdNotFoundException.class)) {
                  throw e;
                }
              }
            });
    return consumers;
  }

  private static GroupView group(
      String name,
      int consumers,
      Map<TopicPartition, OffsetAndMetadata> committed,
      String topic,
      TreeMap<Integer, Long> ends) {
    long pending = 0;
    long lag = 0;
    for (Map.Entry<Integer, Long> end : ends.entrySet()) {
      @Nullable OffsetAndMetadata place = committed.get(new TopicPartition(topic, end.getKey()));
      if (place == null) {
        lag += end.getValue();
      } else {
        pending += Progress.pending(place);
        lag += Math.max(0, end.getValue() - Progress.seen(place));
      }
    }
    return new GroupView(name, consumers, pending, lag);
  }
}
