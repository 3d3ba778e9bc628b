package io.qbrain.data.journal;

import java.util.List;

/** The entities of this package, for the persistence unit. */
public final class JournalEntities {
  /** Every entity; none leaves this bundle. */
  public static final List<Class<?>> ALL =
      List.of(
          AccountRow.class,
          TurnRow.class,
          InstrumentRow.class,
          InstanceRow.class,
          OrderRow.class,
          FillRow.class,
          EntryRow.class,
          PostingRow.class,
          LatchRow.class,
          TimerRow.class,
          StateRow.class,
          RateRow.class,
          ActionRow.class,
          AnnouncementRow.class,
          RequestRow.class);

  private JournalEntities() {}
}
