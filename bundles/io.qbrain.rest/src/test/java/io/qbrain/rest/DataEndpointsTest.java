package io.qbrain.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.rest.Server.Answer;
import org.junit.jupiter.api.Test;

class DataEndpointsTest extends OnServer {
  private static final String JOB =
      "{'id':'data-1','kind':'import','what':'SPY.ARCA:1m=spy.csv','state':'RUNNING','done':50,"
          + "'all':100,'summary':'','remarks':['spy.csv:3: expected high >= open'],"
          + "'started':'2026-01-02T12:00:00Z'}";

  @Test
  void showsWhatIsThereAndWhatIsMissing() throws Exception {
    assertJson(
        server.get("/data/series"),
        "{'items':[{'series':'SPY.ARCA:1m','rows':390,'first':'2026-01-02T12:00:00Z',"
            + "'last':'2026-01-02T12:00:00.000000001Z','bytes':9}]}");
    assertJson(
        server.get("/data/gaps?series=SPY.ARCA:1m&market=us-equities&from=2024-01-02"),
        "{'series':'SPY.ARCA:1m','rows':390,'gaps':[{'after':'2026-01-02T12:00:00Z',"
            + "'before':'2026-01-02T12:00:00.000000001Z','missing':7}],'count':1,'missing':7}");
    assertThat(server.get("/data/gaps").status()).isEqualTo(400);
    assertThat(server.fakes.calls)
        .containsExactly(
            "series", "gaps SPY.ARCA:1m Optional[us-equities] Optional[2024-01-02] Optional.empty");
  }

  @Test
  void beginsWatchesAndCancelsJobs() throws Exception {
    assertJson(
        server.post("/data/imports", "{\"data\":\"SPY.ARCA:1m=spy.csv\",\"replace\":true}"), JOB);
    assertThat(
            server
                .post("/data/exports", "{\"series\":\"SPY.ARCA:1m\",\"file\":\"a.csv\"}")
                .status())
        .isEqualTo(200);
    assertThat(
            server
                .post(
                    "/data/synchronisations", "{\"series\":\"SPY.ARCA:1m\",\"to\":\"2024-01-02\"}")
                .status())
        .isEqualTo(200);
    assertJson(server.get("/data/jobs"), "{'items':[" + JOB + "]}");
    assertJson(server.get("/data/jobs/data-1"), JOB);
    assertJson(server.postNothing("/data/jobs/data-1/cancel"), JOB);
    assertThat(server.fakes.calls)
        .containsExactly(
            "ImportRequest[data=SPY.ARCA:1m=spy.csv, replace=true]",
            "ExportRequest[series=SPY.ARCA:1m, file=a.csv, from=Optional.empty, to=Optional.empty]",
            "SynchroniseRequest[series=SPY.ARCA:1m, from=Optional.empty, to=Optional[2024-01-02]]",
            "jobs",
            "job data-1",
            "cancel data-1");
  }

  @Test
  void whatIsMissingInARequestIsNamed() {
    Answer answer = server.post("/data/imports", "{}");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.response().body()).contains("expected data");
    server.services.dataService = null;
    assertThat(server.get("/data/series").status()).isEqualTo(503);
  }
}
