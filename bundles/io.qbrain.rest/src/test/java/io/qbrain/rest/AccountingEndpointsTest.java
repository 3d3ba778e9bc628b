package io.qbrain.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.rest.Server.Answer;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.Test;

/** Money, rates, corporate actions and terms of an account. */
class AccountingEndpointsTest extends OnServer {
  private static Answer post(String path, String body) throws Exception {
    return server.post("/accounts/paper" + path, body.replace('\'', '"'));
  }

  private static Answer once(String key, String path, String body) throws Exception {
    return server.send(
        server
            .request("/accounts/paper" + path)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .POST(HttpRequest.BodyPublishers.ofString(body.replace('\'', '"'))));
  }

  private static void assertRefused(Answer answer, String detail) {
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.response().body()).contains(detail);
  }

  @Test
  void paysInAndOutOnceForAnId() throws Exception {
    String money = "{'amount':{'amount':'500.25','currency':'USD'},'reason':'wire'}";
    assertJson(
        once("wire-1", "/money/deposits", money),
        "{'account':'paper','repeated':false,'entries':[{'number':8,"
            + "'time':'2026-03-20T13:30:00Z','kind':'DEPOSIT','reference':'wire','postings':["
            + "{'account':'cash','amount':{'amount':'500.25','currency':'USD'},'quantity':'0'},"
            + "{'account':'capital','amount':{'amount':'-500.25','currency':'USD'},"
            + "'quantity':'0'}]}]}");
    assertJson(
        once("again", "/money/withdrawals", money),
        "{'account':'paper','repeated':true,'entries':[]}");
    assertThat(server.fakes.accounting.calls())
        .containsExactly(
            "paper deposit 500.25 USD [wire-1] wire", "paper withdraw 500.25 USD [again] wire");
    assertRefused(post("/money/deposits", "{'reason':'wire'}"), "amount");
    assertRefused(post("/money/deposits", ""), "expected a JSON object as the body");
  }

  @Test
  void movesMoneyBetweenTheAccountAndAnInstance() throws Exception {
    post("/money/transfers", "{'instance':'ema-spy','amount':{'amount':'5','currency':'USD'}}");
    post("/money/transfers", "{'instance':'ema-spy','amount':{'amount':'-5','currency':'USD'}}");
    assertThat(server.fakes.accounting.calls())
        .containsExactly(
            "paper transfer ema-spy 5.00 USD [] by REST",
            "paper transfer ema-spy -5.00 USD [] by REST");
    assertRefused(post("/money/transfers", "{'instance':'ema-spy'}"), "amount");
    assertRefused(
        post("/money/transfers", "{'amount':{'amount':'5','currency':'USD'}}"), "instance");
  }

  @Test
  void convertsAndFunds() throws Exception {
    String from = "{'from':{'amount':'5','currency':'EUR'},'to':'JPY'";
    post("/money/conversions", from + "}");
    post("/money/conversions", from + ",'instance':'ema-spy'}");
    post("/money/fundings", "{'instrument':'BTC-PERP.SIM','rate':'-0.0001'}");
    assertThat(server.fakes.accounting.calls())
        .containsExactly(
            "paper convert Optional.empty 5.00 EUR JPY [] by REST",
            "paper convert Optional[ema-spy] 5.00 EUR JPY [] by REST",
            "paper fund BTC-PERP.SIM -10000 [] by REST");
    assertRefused(post("/money/conversions", from.replace("JPY", "yen") + "}"), "to: expected");
    assertRefused(
        post("/money/fundings", "{'instrument':'BTC-PERP.SIM','rate':'much'}"), "rate: expected");
  }

  @Test
  void setsAndListsRates() throws Exception {
    post("/rates", "{'kind':'CREDIT','of':'USD','rate':'0.045','since':'2026-03-20T13:30:00Z'}");
    post("/rates", "{'kind':'CONVERSION','of':'EUR/USD','rate':'1.08'}");
    assertThat(server.fakes.accounting.calls())
        .containsExactly(
            "paper rate CREDIT USD 0.045 1774013400000000000 [] by REST",
            "paper rate CONVERSION EUR/USD 1.08 0 [] by REST");
    assertJson(
        server.get("/accounts/paper/rates"),
        "{'items':[{'kind':'CONVERSION','of':'EUR/JPY','rate':'165',"
            + "'since':'2026-03-20T13:30:00Z','by':'USD/JPY 150 and EUR/USD 1.1'}]}");
    assertRefused(post("/rates", "{'kind':'TAX','of':'USD','rate':'1'}"), "kind");
    assertRefused(post("/rates", "{'kind':'CONVERSION','of':'EUR','rate':'1'}"), "of: expected");
    assertRefused(
        post("/rates", "{'kind':'DEBIT','of':'USD','rate':'1','since':'soon'}"),
        "since: expected a time such as");
  }

  @Test
  void announcesActionsAndTakesThemBack() throws Exception {
    String of = "'instrument':'SPY.ARCA','ex':'2026-03-20T13:30:00Z'";
    post("/actions", "{'kind':'SPLIT'," + of + ",'ratio':'2:1'}");
    post(
        "/actions",
        "{'kind':'DIVIDEND',"
            + of
            + ",'perShare':{'amount':'1.5','currency':'USD'},'paid':'2026-03-30T00:00:00Z'}");
    post("/actions", "{'kind':'DELISTING'," + of + ",'price':'1.25','now':true}");
    post("/actions/withdrawals", "{'key':'split:SPY.ARCA:x','reason':'mistake'}");
    assertThat(server.fakes.accounting.calls().get(0))
        .contains("Split", "numerator=2, denominator=1, exNanos=1774013400000000000");
    assertThat(server.fakes.accounting.calls().get(1))
        .contains("perShare=1.50 USD", "payNanos=17748");
    assertThat(server.fakes.accounting.calls().get(2)).contains("now Delisting", "price=1.25");
    assertThat(server.fakes.accounting.calls().get(3))
        .isEqualTo("paper call off split:SPY.ARCA:x [] mistake");
    assertJson(
        server.get("/accounts/paper/actions"),
        "{'items':[{'key':'split:SPY.ARCA:2026-03-20T13:30:00Z',"
            + "'due':'2026-03-20T13:30:00.000000001Z','what':'split 2 for 1'}]}");
    assertRefused(post("/actions", "{'kind':'SPLIT'," + of + ",'ratio':'two'}"), "ratio: expected");
    assertRefused(post("/actions", "{'kind':'SPLIT'," + of + "}"), "ratio");
    assertRefused(post("/actions", "{'kind':'MERGER'," + of + "}"), "found 'MERGER'");
    assertRefused(post("/actions", "{'kind':'SPLIT','instrument':'SPY.ARCA'}"), "ex");
  }

  @Test
  void showsAndChangesTerms() throws Exception {
    assertJson(
        server.get("/accounts/paper/terms"),
        "{'account':'paper','terms':{'positions':'netting','rates':'pairs'}}");
    post("/terms", "{'terms':{'interest':'actual-365','conversion':'on-request'},'reason':'why'}");
    assertThat(server.fakes.accounting.calls())
        .containsExactly("paper terms conversion=on-request,interest=actual-365 [] why");
    assertRefused(post("/terms", "{}"), "terms");
  }
}
