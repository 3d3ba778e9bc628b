package io.qbrain.data.journal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

/** A rate or corporate action that is to come. */
@Entity
@IdClass(AccountKey.class)
@Table(name = "announcement")
class AnnouncementRow {
  @Id
  @Column(name = "account")
  private String account = "";

  @Id
  @Column(name = "id")
  private String id = "";

  @Column(name = "due_nanos")
  private long dueNanos;

  @Column(name = "what")
  private String what = "";

  protected AnnouncementRow() {}

  AnnouncementRow(String account, String id) {
    this.account = account;
    this.id = id;
  }

  void follow(long nanos, String announced) {
    dueNanos = nanos;
    what = announced;
  }
}
