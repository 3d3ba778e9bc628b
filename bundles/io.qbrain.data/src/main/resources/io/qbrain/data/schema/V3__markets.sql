-- The market whose rules an instrument follows, and the restricted list.

alter table instrument
  add column market     text,
  add column restricted boolean not null default false;
