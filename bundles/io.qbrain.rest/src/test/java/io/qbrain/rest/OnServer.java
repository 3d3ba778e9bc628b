package io.qbrain.rest;

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
}
