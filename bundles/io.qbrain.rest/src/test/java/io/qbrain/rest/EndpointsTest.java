package io.qbrain.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.qbrain.rest.Server.Answer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every endpoint but the artifacts: what is called and what is answered. */
class EndpointsTest extends OnServer {
  @BeforeEach
  void keepAnArtifact() {
    server.fakes.store.put(Samples.STRATEGY, new byte[] {1, 2, 3});
  }

  @Test
  void listsAndShowsStrategies() throws Exception {
    String strategy =
        "{'strategy':'acme/ema-cross@1.4.2','namespace':'acme','name':'ema-cross',"
            + "'version':'1.4.2','state':'INSTALLED','reason':'','description':'Two averages',"
            + "'sha256':'039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81',"
            + "'sizeBytes':3,'spiRange':'[1.0,2)','parameters':["
            + "{'name':'fastBars','type':'int','defaultValue':'12','help':'bars','min':'1',"
            + "'max':'500','choices':[]},"
            + "{'name':'instrument','type':'instrument','help':'','choices':[]}],'instances':1}";
    assertJson(server.get("/strategies"), "{'items':[" + strategy + "]}");
    assertJson(server.get("/strategies/acme/ema-cross/versions/1.4.2"), strategy);
  }

  @Test
  void installsWithOrWithoutAReason() {
    String path = "/strategies/acme/ema-cross/versions/1.4.2";
    assertThat(server.post(path + "/install", "{\"reason\":\"go\"}").status()).isEqualTo(200);
    assertThat(server.postNothing(path + "/install").status()).isEqualTo(200);
    assertThat(server.post(path + "/uninstall", "{\"reason\":\"old\"}").status()).isEqualTo(204);
    assertThat(server.fakes.calls)
        .containsExactly(
            "install acme/ema-cross@1.4.2: go",
            "install acme/ema-cross@1.4.2: by REST",
            "uninstall acme/ema-cross@1.4.2: old");
  }

  @Test
  void listsAndShowsInstances() throws Exception {
    String instance =
        "{'id':'ema-spy','strategy':'acme/ema-cross@1.4.2','account':'paper','mode':'PAPER',"
            + "'state':'RUNNING','reason':'by hand','ready':true,'parameters':{'fastBars':'12'},"
            + "'capital':{'amount':'10000.00','currency':'USD'},"
            + "'equity':{'amount':'10012.50','currency':'USD'},"
            + "'cash':{'amount':'9000.00','currency':'USD'},"
            + "'realizedProfit':{'amount':'-0.00000001','currency':'USD'},"
            + "'fees':{'amount':'1.10','currency':'USD'},"
            + "'openOrders':1,'positions':1,'events':42}";
    assertJson(server.get("/instances"), "{'items':[" + instance + "]}");
    assertJson(server.get("/instances/ema-spy"), instance);
    assertThat(server.get("/instances/ema-spy/log").response().body())
        .isEqualTo("{\"items\":[\"started\",\"said \\\"hello\\\"\"]}");
  }

  @Test
  void findsInstancesByTheirParametersPageByPage() {
    Answer page =
        server.get("/instances?parameter=fastBars:12&parameter=instrument:SPY.ARCA&limit=1");
    assertThat(page.status()).as(page.response().body()).isEqualTo(200);
    assertThat(page.json().at("/items/0/id").asText()).isEqualTo("ema-spy");
    assertThat(page.header("Link")).contains("after=ema-spy", "parameter=fastBars", "rel=\"next\"");
    assertThat(server.get("/instances?after=a").header("Link")).isEmpty();
    assertThat(server.fakes.calls)
        .containsExactly(
            "instances InstanceFilter[parameters={fastBars=12, instrument=SPY.ARCA},"
                + " after=Optional.empty, limit=1]",
            "instances InstanceFilter[parameters={}, after=Optional[a], limit=100]");
    for (String wrong :
        List.of(
            "parameter=fast",
            "parameter=:1",
            "parameter=a:1&parameter=a:2",
            "limit=0",
            "after=%20")) {
      assertThat(server.get("/instances?" + wrong).status()).as(wrong).isEqualTo(400);
    }
  }

  @Test
  void makesAnInstanceOfTextsNumbersBooleansAndLists() {
    Answer made =
        server.post(
            "/instances",
            "{\"id\":\"ema-spy\",\"strategy\":\"ema-cross@1.4.2\",\"account\":\"paper\","
                + "\"parameters\":{\"fastBars\":12,\"weight\":0.50,\"long\":true,"
                + "\"basket\":[\"SPY.ARCA\",\"QQQ.ARCA\"],\"instrument\":\"SPY.ARCA\"},"
                + "\"capital\":{\"amount\":\"500.5\",\"currency\":\"USD\"}}");

    assertThat(made.status()).as(made.response().body()).isEqualTo(201);
    assertThat(URI.create(made.header("Location")))
        .isEqualTo(server.uri("/api/v1/instances/ema-spy"));
    assertThat(made.json().get("id").asText()).isEqualTo("ema-spy");
    assertThat(server.fakes.calls)
        .containsExactly(
            "create NewInstance[id=ema-spy, strategy=ema-cross@1.4.2, parameters="
                + "{basket=SPY.ARCA,QQQ.ARCA, fastBars=12, instrument=SPY.ARCA, long=true,"
                + " weight=0.5}, account=Optional[paper], capital=Optional[500.50 USD]]");
  }

  @Test
  void startsStopsAndRemovesAnInstance() {
    assertThat(server.postNothing("/instances/ema-spy/start").status()).isEqualTo(200);
    assertThat(server.post("/instances/ema-spy/stop", "{\"reason\":\"lunch\"}").status())
        .isEqualTo(200);
    assertThat(server.send(server.request("/instances/ema-spy?reason=old").DELETE()).status())
        .isEqualTo(204);
    assertThat(server.fakes.calls)
        .containsExactly("start ema-spy: by REST", "stop ema-spy: lunch", "remove ema-spy: old");
  }

  @Test
  void listsOrdersByInstanceAndState() throws Exception {
    String limit =
        "{'id':'ema-spy-1','instance':'ema-spy','instrument':'SPY.ARCA','side':'BUY',"
            + "'type':'LIMIT','status':'PARTIALLY_FILLED','open':true,'quantity':'10',"
            + "'filledQuantity':'4','leavesQuantity':'6','limitPrice':'101.25',"
            + "'averagePrice':'101.2','venueOrderId':'V1','tag':'entry','reason':'',"
            + "'created':'2026-01-02T15:04:05.120Z','updated':'2026-01-02T15:04:05.120000001Z',"
            + "'timeInForce':'GTC'}";
    String sized =
        "{'id':'ema-spy-2','instance':'ema-spy','instrument':'SPY.ARCA','side':'BUY',"
            + "'type':'MARKET','status':'INITIALIZED','open':false,'quantity':'0',"
            + "'filledQuantity':'0','leavesQuantity':'0','weightAtFill':'0.5','tag':'',"
            + "'reason':'','created':'2026-01-02T15:04:05.120Z',"
            + "'updated':'2026-01-02T15:04:05.120Z','timeInForce':'GTC'}";
    assertJson(
        server.get("/orders?instance=ema-spy&open=true&limit=5"),
        "{'items':[" + limit + "," + sized + "]}");
    assertJson(server.get("/orders/ema-spy-1"), limit);
    server.get("/orders");
    assertThat(server.fakes.calls)
        .containsExactly(
            "orders OrderFilter[instance=Optional[ema-spy], openOnly=true, limit=5]",
            "order ema-spy-1",
            "orders OrderFilter[instance=Optional.empty, openOnly=false, limit=100]");
  }

  @Test
  void longListsLinkToTheNextPage() {
    Answer full = server.get("/orders?limit=2&open=true");
    String next = full.header("Link");
    assertThat(next)
        .contains("limit=2&open=true", "before=17", "%2Cema-spy-2")
        .contains("rel=\"next\"");
    server.get(next.substring(next.indexOf("/orders"), next.indexOf('>')));
    assertThat(server.get("/orders?limit=3").header("Link")).isEmpty();
    assertThat(server.get("/fills?limit=1").header("Link")).contains("before=");
    server.get("/fills?limit=1&before=1704205860000000000%2CE%2C1");
    assertThat(server.get("/fills?before=E1").status()).isEqualTo(400);
    assertThat(server.fakes.calls)
        .anyMatch(call -> call.matches("orders OrderFilter.*limit=2\\] after \\d+,.+"))
        .contains("fills Optional.empty 1 after 1704205860000000000,E,1");
  }

  @Test
  void listsTurnsOfTheJournal() throws Exception {
    assertJson(
        server.get("/turns?account=paper&what=KILL&before=9&limit=5"),
        "{'items':[{'account':'paper','sequence':7,'time':'1970-01-01T00:00:00Z',"
            + "'received':'1970-01-01T00:00:00.000000001Z','effects':[{'effect':'kill'}]}]}");
    server.get("/turns?account=paper&id=paper-1");
    assertThat(server.get("/turns").status()).isEqualTo(400);
    assertThat(server.fakes.calls)
        .containsExactly(
            "turns TurnFilter[account=paper, id=Optional.empty, what=KILL,"
                + " before=OptionalLong[9], limit=5]",
            "turns TurnFilter[account=paper, id=Optional[paper-1], what=ANYTHING,"
                + " before=OptionalLong.empty, limit=100]");
  }

  @Test
  void cancelsAnOrder() {
    Answer canceled = server.post("/orders/ema-spy-1/cancel", "{\"reason\":\"stale\"}");
    assertThat(canceled.json().get("id").asText()).isEqualTo("ema-spy-1");
    assertThat(server.fakes.calls).containsExactly("cancel ema-spy-1: stale");
  }

  @Test
  void listsFillsAndPositions() throws Exception {
    assertJson(
        server.get("/fills?instance=ema-spy&limit=9"),
        "{'items':[{'executionId':'E1','orderId':'ema-spy-1','instance':'ema-spy',"
            + "'instrument':'SPY.ARCA','side':'BUY','quantity':'4','price':'101.2',"
            + "'fee':{'amount':'0.02','currency':'USD'},'time':'2026-01-02T15:04:05.120Z',"
            + "'received':'2026-01-02T15:04:05.120000001Z'}]}");
    String money = "{'amount':'%s','currency':'USD'}";
    String held =
        "'instrument':'SPY.ARCA','quantity':'-4','averagePrice':'101.2','cost':"
            + money.formatted("-404.80")
            + ",'realizedProfit':"
            + money.formatted("0.00")
            + ",'fees':"
            + money.formatted("0.02");
    assertJson(
        server.get("/positions"),
        "{'items':[{'account':'paper','instance':'ema-spy','lastPrice':'102','value':"
            + money.formatted("-408.00")
            + ",'openProfit':"
            + money.formatted("-3.20")
            + ",'id':'ema-spy-1','baseValue':"
            + money.formatted("-408.00")
            + ","
            + held
            + "},{'account':'paper','value':"
            + money.formatted("-404.80")
            + ",'openProfit':"
            + money.formatted("0.00")
            + ",'baseValue':"
            + money.formatted("-404.80")
            + ","
            + held
            + "}]}");
    assertThat(server.fakes.calls)
        .containsExactly("fills Optional[ema-spy] 9", "positions Optional.empty");
  }

  @Test
  void listsAndShowsAccounts() throws Exception {
    String money = "{'amount':'%s','currency':'USD'}";
    String account =
        "{'id':'paper','mode':'PAPER','kind':'MARGIN','capital':"
            + money.formatted("100000.00")
            + ",'cash':"
            + money.formatted("90000.00")
            + ",'unallocated':"
            + money.formatted("80000.00")
            + ",'margin':"
            + money.formatted("0.00")
            + ",'equity':"
            + money.formatted("100012.50")
            + ",'realizedProfit':"
            + money.formatted("12.50")
            + ",'fees':"
            + money.formatted("1.10")
            + ",'riskProfile':'retail','sequence':99,'terms':'NETTING','unsettled':"
            + money.formatted("3.00")
            + ",'initialMargin':"
            + money.formatted("200.00")
            + ",'maintenanceMargin':"
            + money.formatted("100.00")
            + ",'balances':[{'cash':{'amount':'-5.00','currency':'EUR'},'unsettled':"
            + "{'amount':'0.00','currency':'EUR'},'baseValue':"
            + money.formatted("-5.50")
            + "}],'receivable':"
            + money.formatted("0.00")
            + "}";
    assertJson(server.get("/accounts"), "{'items':[" + account + "]}");
    assertJson(server.get("/accounts/paper"), account);
  }

  @Test
  void pagesTheLedgerByLink() throws Exception {
    Answer page = server.get("/accounts/paper/ledger?after=7&limit=2");
    String entry =
        "{'number':%d,'time':'2026-01-02T15:04:05.120Z','kind':'TRADE','reference':'E1',"
            + "'postings':[{'account':'position:ema-spy:SPY.ARCA',"
            + "'amount':{'amount':'404.80','currency':'USD'},'quantity':'4'},"
            + "{'account':'cash:ema-spy','amount':{'amount':'-404.80','currency':'USD'},"
            + "'quantity':'0'}]}";
    assertJson(page, "{'items':[" + entry.formatted(8) + "," + entry.formatted(9) + "]}");
    assertThat(page.header("Link"))
        .isEqualTo(
            "<" + server.uri("/api/v1/accounts/paper/ledger?after=9&limit=2") + ">; rel=\"next\"");

    assertThat(server.get("/accounts/paper/ledger").header("Link")).isEmpty();
    assertThat(server.fakes.calls).containsExactly("ledger paper 7 2", "ledger paper 0 100");
  }

  @Test
  void verifiesTheLedger() throws Exception {
    assertJson(
        server.postNothing("/accounts/paper/ledger/verify"),
        "{'account':'paper','agrees':true,'entries':7,'fills':3,'differences':[]}");
  }

  @Test
  void provesThatTheReplayDecidesTheSame() throws Exception {
    assertJson(
        server.postNothing("/accounts/paper/prove"),
        "{'account':'paper','same':true,'fromSequence':1,'toSequence':90,'inputs':80,'turns':7,"
            + "'difference':''}");
  }

  @Test
  void killsAndResumes() throws Exception {
    assertJson(server.get("/risk/kills"), "{'items':[{'scope':'platform','reason':'drill'}]}");
    assertJson(
        server.get("/risk/limits"),
        "{'items':[{'rule':'MAX_NOTIONAL','scope':'account:paper',"
            + "'limit':'50000 USD an order'}]}");
    assertJson(
        server.post("/risk/kills", "{\"scope\":\"strategy:ema-spy\",\"reason\":\"odd\"}"),
        "{'scope':'strategy:ema-spy','reason':'odd','canceled':2}");
    assertThat(
            server
                .post("/risk/resume", "{\"scope\":\"account:paper\",\"reason\":\"fine\"}")
                .status())
        .isEqualTo(204);
    assertThat(server.fakes.calls)
        .endsWith("kill strategy:ema-spy: odd", "resume account:paper: fine");
  }

  @Test
  void runsABacktest() throws Exception {
    Answer report =
        server.post(
            "/backtests",
            "{\"strategy\":\"acme/ema-cross@1.4.2\",\"data\":[\"SPY.ARCA:1d=spy.csv\"],"
                + "\"capital\":{\"amount\":\"10000\",\"currency\":\"USD\"},"
                + "\"preset\":\"lean\",\"from\":\"2004-01-01\","
                + "\"options\":{\"leverage\":3,\"queue\":true,\"tick\":[\"0.01\",\"A.B=0.5\"]}}");

    assertThat(report.status()).as(report.response().body()).isEqualTo(200);
    assertThat(report.json().at("/finalEquity/amount").asText()).isEqualTo("10003.00");
    assertThat(report.json().at("/trades/0/profit/amount").asText()).isEqualTo("3.20");
    assertThat(report.json().at("/equity/0/time").asText()).isEqualTo("2026-01-02T15:04:05.120Z");
    assertThat(report.json().at("/fills/0/executionId").asText()).isEqualTo("E1");
    assertJson(server.get("/backtests/presets"), "{'items':['lean','retail']}");
    assertThat(server.fakes.calls.get(0))
        .isEqualTo(
            "backtest BacktestRequest[strategy=acme/ema-cross@1.4.2, parameters={},"
                + " data=[SPY.ARCA:1d=spy.csv], capital=10000.00 USD, preset=Optional[lean],"
                + " from=Optional[2004-01-01], to=Optional.empty,"
                + " options={leverage=[3], queue=[true], tick=[0.01, A.B=0.5]}]");
    assertThat(report.json().at("/resultHash").asText()).isEqualTo("cc");
    assertThat(report.json().at("/orders/0/status").asText()).isEqualTo("PARTIALLY_FILLED");
    assertThat(report.json().at("/log/0").asText()).endsWith("backtest up");
    assertThat(report.json().at("/stopped").asText()).contains("was stopped: onBar threw");
    server.post(
        "/backtests", "{\"strategy\":\"acme/ema-cross@1.4.2\",\"data\":[\"SPY.ARCA:1d=spy.csv\"]}");
    assertThat(server.fakes.calls.get(server.fakes.calls.size() - 1))
        .as("as on the command line")
        .contains("capital=100000.00 USD");
    assertJson(
        server.get("/backtests/options"),
        "{'items':[{'name':'leverage','values':'2','repeatable':false,'help':'times equity'}]}");
  }

  @Test
  void showsStreams() throws Exception {
    assertJson(
        server.get("/streams"),
        "{'items':[{'name':'market','transport':'redis','length':12,'deadLetters':3,"
            + "'groups':[{'name':'g','consumers':1,'pending':2,'lag':5}]}]}");
    assertJson(
        server.get("/streams/written"),
        "{'items':[{'stream':'market','written':90,'conflated':40,'waiting':2,"
            + "'message':'away'}]}");
    assertJson(
        server.get("/streams/market/messages?after=16-0&limit=5"),
        "{'items':[{'id':'17-0','key':'A.SIM','type':'bar','body':'{}',"
            + "'headers':{'sequence':'9'}}]}");
    assertJson(server.get("/streams/market/dead-letters"), "{'items':[]}");
    assertThat(server.fakes.calls)
        .containsExactly(
            "streams",
            "written",
            "read market after '16-0' 5",
            "dead letters of market after '' 100");
  }

  @Test
  void showsAndClearsTheCache() throws Exception {
    assertJson(
        server.get("/cache"),
        "{'shared':true,'message':'shared level there','fileBytes':10,'maxFileBytes':100,"
            + "'regions':[{'name':'r','levels':[{'level':'MEMORY','hits':8,'misses':2,"
            + "'failures':0,'entries':3,'bytes':900}],'loads':2,'loadFailures':0,'loadNanos':5,"
            + "'waits':6,'evictions':7,'refused':1}]}");
    assertJson(server.postNothing("/cache/clear?region=r"), "{'items':['r']}");
    assertJson(server.postNothing("/cache/clear"), "{'items':['r']}");
    assertThat(server.fakes.calls)
        .containsExactly("cache", "clear Optional[r]", "clear Optional.empty");
  }

  @Test
  void showsFeedsAndThePlatform() throws Exception {
    assertJson(
        server.get("/feeds"),
        "{'items':[{'name':'sim','state':'RUNNING','source':'seed 42',"
            + "'instruments':['SPY.ARCA'],'events':10,'rejected':1,"
            + "'lastEvent':'2026-01-02T15:04:05.120Z','message':'',"
            + "'lastReceipt':'2026-01-02T15:04:05.120Z','delayMs':5,'gaps':2,'connections':1,"
            + "'silentMs':1500,'silent':true},"
            + "{'name':'csv','state':'STOPPED','source':'bars.csv','instruments':[],'events':0,"
            + "'rejected':0,'message':'not started','delayMs':0,'gaps':0,'connections':0,"
            + "'silentMs':0,'silent':false}]}");
    assertJson(
        server.get("/platform/status"),
        "{'version':'0.1.0','spiVersion':'1.0.0','ready':true,"
            + "'started':'2026-01-02T15:04:05.120Z','parts':[{'name':'database','state':'UP',"
            + "'detail':'PostgreSQL at localhost:5432'}]}");
  }

  @Test
  void tellsItsHealthToEverybody() {
    HttpRequest.Builder live = HttpRequest.newBuilder(server.uri("/health/live"));
    HttpRequest.Builder ready = HttpRequest.newBuilder(server.uri("/health/ready"));
    assertThat(server.send(live).response().body()).isEqualTo("{\"status\":\"UP\"}");
    assertThat(server.send(ready).status()).isEqualTo(200);

    server.fakes.ready = false;
    assertThat(server.send(ready).status()).isEqualTo(503);
    assertThat(server.send(ready).response().body())
        .isEqualTo("{\"status\":\"DOWN\",\"down\":[\"database\"]}");
    assertThat(server.send(live).status()).isEqualTo(200);

    server.services.platformService = null;
    assertThat(server.send(ready).status()).isEqualTo(503);
  }

  @Test
  void listsEventsPageByPage() throws Exception {
    Answer page = server.get("/events/audit?stream=paper&after=0.6.1&limit=1&log=kafka");
    assertJson(
        page,
        "{'items':[{'position':'0.7.1','topic':'audit','stream':'paper','sequence':17,"
            + "'type':'order.filled','version':1,'time':'2026-01-02T15:04:05.120Z',"
            + "'data':{'price':0.10}}],'next':'0.7.2'}");
    assertThat(page.header("Link"))
        .contains("/events/audit?after=0.7.2&limit=1&log=kafka&stream=paper", "rel=\"next\"");
    server.get("/events/system?since=1970-01-01T00:00:01Z");
    assertThat(server.fakes.calls)
        .containsExactly(
            "events EventQuery[log=kafka, topic=audit, stream=Optional[paper], after=0.6.1,"
                + " limit=1]",
            "at outbox system 1000000000",
            "events EventQuery[log=outbox, topic=system, stream=Optional.empty, after=0.1.1,"
                + " limit=100]");
    assertThat(server.get("/events/news").status()).isEqualTo(400);
    assertThat(server.get("/events/audit?since=yesterday").status()).isEqualTo(400);
    assertThat(server.get("/events/audit?since=1970-01-01T00:00:01Z&after=0.1.1").status())
        .isEqualTo(400);
  }

  @Test
  void listsReadersOfTheLogAndMakesAProjectionAgain() throws Exception {
    String reader =
        "{'name':'trade-days','kind':'projection','owner':'projector-1',"
            + "'positions':{'audit':'0.7.1'},'behind':3,'moved':'2026-01-02T15:04:05.120Z',"
            + "'problem':''}";
    assertJson(server.get("/events/readers"), "{'items':[" + reader + "]}");
    assertJson(
        server.post("/events/projections/trade-days/replay", "{\"reason\":\"new column\"}"),
        reader);
    assertThat(server.post("/events/projections/trade-days/replay", "{}").status()).isEqualTo(400);
    assertThat(server.fakes.calls).containsExactly("readers", "replay trade-days '' new column");
  }
}
