package io.qbrain.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.qbrain.rest.Server.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** Tests on a server of their own, whose services forget between two tests. */
abstract class OnServer {
  static Server server;

  @BeforeAll
  static void start() throws Exception {
    server = new Server();
  }

  @BeforeEach
  void reset() {
    server.fakes.reset(server.services);
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  /** Expects an answer of 200 and JSON, whose quotation marks are single ones here. */
  static void assertJson(Answer answer, String expected) throws Exception {
    assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.json()).isEqualTo(new ObjectMapper().readTree(expected.replace('\'', '"')));
  }
}
