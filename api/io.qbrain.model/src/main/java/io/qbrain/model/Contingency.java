package io.qbrain.model;

/**
 * How orders of one list depend on each other (FIX ContingencyType).
 *
 * @since 1.1
 */
public enum Contingency {
  /** One cancels the others: once a part of one trades or it is canceled, the others go. */
  OCO,
  /** One triggers the others: they are sent for what of the first has filled. */
  OTO,
  /** One updates the others: what one fills, the others are reduced by. */
  OUO
}
