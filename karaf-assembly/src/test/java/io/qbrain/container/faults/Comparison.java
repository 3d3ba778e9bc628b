package io.qbrain.container.faults;

import com.fasterxml.jackson.databind.JsonNode;
import io.qbrain.container.faults.Books.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Brings the account to rest, and compares what the journal, the venue and the mirrors hold. */
final class Comparison {
  private static final Duration MIRRORS_WITHIN = Duration.ofSeconds(120);
  private static final String AUDIT = "audit/" + Scene.ACCOUNT;

  private final Scene scene;
  private final Report report;

  Comparison(Scene scene, Report report) {
    this.scene = scene;
    this.report = report;
  }

  /** Compares with what there was before the fault. */
  void with(Books before) throws Exception {
    stopInstances();
    long asked = System.nanoTime();
    boolean same = awaitMirrors();
    report.check(
        "the mirrors have caught up",
        same,
        (System.nanoTime() - asked) / 1_000_000 + " ms after the account came to rest");
    Books after = scene.books();
    after.compareWith(before, report);
    venue(after);
    redis(after);
    kafka(after);
    String ledger = scene.shell("ledger:verify").strip();
    report.check("ledger:verify", ledger.contains("everything agrees"), lastLine(ledger));
    String proof = scene.shell("account:prove").strip();
    report.check("account:prove", proof.contains("the same decisions"), lastLine(proof));
  }

  private static String lastLine(String text) {
    return text.substring(text.lastIndexOf('\n') + 1);
  }

  private void stopInstances() {
    JsonNode instances = scene.rest("/instances").orElseThrow();
    for (JsonNode instance : instances.get("items")) {
      if (instance.get("state").asText().equals("RUNNING")) {
        scene.shell("strategy:stop " + instance.get("id").asText());
      }
    }
  }

  private boolean awaitMirrors() throws Exception {
    try {
      scene
          .platform()
          .await(
              "the mirrors are the journal's",
              MIRRORS_WITHIN,
              () -> {
                Books now = scene.books();
                return new HashSet<>(redisParts()).equals(expectedParts(now))
                    && kafkaEvents().map(k -> events(k).equals(events(now.events()))).orElse(true);
              });
      return true;
    } catch (AssertionError e) {
      return false;
    }
  }

  private static List<Event> events(Map<String, List<Event>> all) {
    return all.getOrDefault(AUDIT, List.of());
  }

  private List<String> redisParts() throws IOException {
    try (RedisStreamReader reader = new RedisStreamReader(scene.platform())) {
      return reader.parts(Scene.ACCOUNT);
    }
  }

  private Optional<Map<String, List<Event>>> kafkaEvents() {
    return scene.kafka().map(broker -> KafkaEvents.read(broker.address()));
  }

  /** The messages that the stream of the account is to have, by what the event log says. */
  private static Set<String> expectedParts(Books books) {
    List<String> turns = new ArrayList<>();
    for (Event event : events(books.events())) {
      int messages =
          switch (event.type()) {
            case "order.filled" -> 2;
            case "order.changed", "instance.changed", "kill.changed" -> 1;
            default -> 0;
          };
      String turn = event.data().replaceFirst("(?s)^\\{\"turn\":(\\d+),.*", "$1");
      for (int i = 0; i < messages; i++) {
        turns.add(turn);
      }
    }
    Set<String> parts = new HashSet<>();
    for (int from = 0; from < turns.size(); ) {
      int to = from;
      while (to < turns.size() && turns.get(to).equals(turns.get(from))) {
        to++;
      }
      for (int part = 1; part <= to - from; part++) {
        parts.add(turns.get(from) + " " + part + "/" + (to - from));
      }
      from = to;
    }
    return parts;
  }

  private void venue(Books books) throws IOException {
    List<String> executions = new ArrayList<>();
    List<String> orders = new ArrayList<>();
    for (String line : Files.readAllLines(scene.home().resolve("paper/venue.log"))) {
      String[] fields = line.split("\t", -1);
      if (fields[0].equals("O")) {
        orders.add(fields[1]);
      } else if (fields[0].equals("R") && fields[2].equals("FILL")) {
        executions.add(fields[5]);
      }
    }
    report.same("orders that reached the venue twice", 0, orders.size() - distinct(orders));
    report.same("fills that the venue reported twice", 0, executions.size() - distinct(executions));
    report.same(
        "fills of the venue and of the ledger",
        executions.size() + " fills, hash " + Books.hash(new TreeSet<>(executions)),
        books.fills().size() + " fills, hash " + Books.hash(books.fills().keySet()));
  }

  private static int distinct(List<String> all) {
    return new HashSet<>(all).size();
  }

  private void redis(Books books) throws IOException {
    List<String> parts = redisParts();
    Set<String> expected = expectedParts(books);
    report.same(
        "journal and Redis stream account." + Scene.ACCOUNT,
        expected.size() + " messages, hash " + Books.hash(new TreeSet<>(expected)),
        distinct(parts) + " messages, hash " + Books.hash(new TreeSet<>(parts)));
    report.fact("written again to Redis (their headers tell)", parts.size() - distinct(parts));
  }

  private void kafka(Books books) {
    Optional<Map<String, List<Event>>> found = kafkaEvents();
    if (found.isEmpty()) {
      return;
    }
    List<Event> sent = events(found.get());
    List<Event> logged = events(books.events());
    report.same(
        "event log and Kafka topic " + AUDIT,
        logged.size() + " events, hash " + Books.hash(logged),
        sent.size() + " events, hash " + Books.hash(sent));
    found
        .get()
        .forEach(
            (stream, events) -> {
              boolean counted = true;
              for (int i = 0; i < events.size(); i++) {
                counted &= events.get(i).sequence() == i + 1;
              }
              report.check(
                  "Kafka " + stream + ": in order, no gap, no double",
                  counted,
                  events.size() + " events");
            });
  }
}
