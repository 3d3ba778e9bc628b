-- Dividends that are paid later, delistings, terms in force, announcements and requests.

alter table corporate_action
  add column pay_nanos bigint,
  add column price     amount;

alter table account
  add column currency     text,
  add column terms        text,
  add column rollover_day bigint;

create table announcement (
  account   text   not null references account,
  id        text   not null,
  due_nanos bigint not null,
  what      text   not null,
  primary key (account, id)
);

create table request (
  account text   not null references account,
  id      text   not null,
  what    text   not null,
  turn    bigint not null,
  primary key (account, id)
);
