package io.qbrain.data.journal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;

/** A timer that has not come yet. */
@Entity
@IdClass(TimerKey.class)
@Table(name = "pending_timer")
class TimerRow {
  @Id
  @Column(name = "account")
  private String account = "";

  @Id
  @Column(name = "instance")
  private String instance = "";

  @Id
  @Column(name = "name")
  private String name = "";

  @Column(name = "due_nanos")
  private long dueNanos;

  protected TimerRow() {}

  TimerRow(String account, String instance, String name) {
    this.account = account;
    this.instance = instance;
    this.name = name;
  }

  void dueAt(long nanos) {
    dueNanos = nanos;
  }
}
