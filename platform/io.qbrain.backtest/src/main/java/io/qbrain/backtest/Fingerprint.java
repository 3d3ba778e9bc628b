package io.qbrain.backtest;

import io.qbrain.model.Effect;
import io.qbrain.model.Fill;
import io.qbrain.model.Fixed;
import io.qbrain.model.LedgerEntry;
import io.qbrain.model.Order;
import io.qbrain.model.Rate;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * SHA-256 over one line of text per event, so that two runs can be compared by one word. The lines
 * hold everything that a run decides, in units of 1e-8 and nanoseconds.
 */
final class Fingerprint {
  private final MessageDigest digest;

  private Fingerprint() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Returns the hash of all changes of orders. */
  static String ofOrders(List<Effect> effects) {
    Fingerprint hash = new Fingerprint();
    for (Effect e : effects) {
      if (e instanceof Effect.OrderChanged changed) {
        hash.line(order(changed));
      }
    }
    return hash.hex();
  }

  /** Returns the hash of all entries of the ledger. */
  static String ofLedger(List<Effect> effects) {
    Fingerprint hash = new Fingerprint();
    for (Effect e : effects) {
      if (e instanceof Effect.LedgerPosted posted) {
        hash.line(entry(posted.entry()));
      }
    }
    return hash.hex();
  }

  /** Returns the hash of rates. */
  static String ofRates(List<Rate> rates) {
    Fingerprint hash = new Fingerprint();
    rates.forEach(r -> hash.line(r.timeNanos() + "|" + r));
    return hash.hex();
  }

  /** Returns the hash of a result: its settings in force, its orders and its ledger. */
  static String ofResult(Map<String, String> settings, String orderHash, String ledgerHash) {
    Fingerprint hash = new Fingerprint();
    settings.forEach(
        (name, value) -> {
          if (!RunSettings.isCircumstance(name)) {
            hash.line(name + '|' + value);
          }
        });
    hash.line(orderHash);
    hash.line(ledgerHash);
    return hash.hex();
  }

  private static String order(Effect.OrderChanged changed) {
    Order o = changed.order();
    StringBuilder line = new StringBuilder(160);
    line.append(o.updatedNanos()).append('|').append(o.id()).append('|').append(o.instance());
    line.append('|').append(o.status()).append('|').append(o.type()).append('|').append(o.side());
    line.append('|').append(o.instrument()).append('|').append(o.quantity().raw());
    line.append('|').append(o.filledQuantity().raw()).append('|').append(o.filledValueRaw());
    line.append('|').append(o.request().limitPrice().map(p -> Fixed.format(p.raw())).orElse("-"));
    line.append('|').append(o.request().stopPrice().map(p -> Fixed.format(p.raw())).orElse("-"));
    line.append('|').append(o.request().tag()).append('|').append(o.reason());
    Fill f = changed.fill();
    if (f != null) {
      line.append('|').append(f.executionId()).append('|').append(f.side());
      line.append('|').append(f.quantity().raw()).append('|').append(f.price().raw());
      line.append('|').append(f.fee()).append('|').append(f.timeNanos());
    }
    return line.toString();
  }

  private static String entry(LedgerEntry e) {
    StringBuilder line = new StringBuilder(200);
    line.append(e.number()).append('|').append(e.timeNanos()).append('|').append(e.kind());
    line.append('|').append(e.reference());
    for (LedgerEntry.Posting p : e.postings()) {
      line.append('|').append(p.account()).append('|').append(p.amount().raw());
      line.append('|').append(p.amount().currency()).append('|').append(p.quantity().raw());
    }
    return line.toString();
  }

  private void line(String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) '\n');
  }

  private String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
