-- The event log: what happened, written in the transaction in which it happened (outbox), read by
-- people and sent on by relays.

-- The number of the last event of each stream. Its lock orders the writers of a stream.
create table event_stream (
  topic         text   not null,
  stream        text   not null,
  last_sequence bigint not null check (last_sequence > 0),
  primary key (topic, stream)
);

-- Readers go by (epoch, tx, number) and stop before the oldest transaction that is still under way:
-- so they miss nothing that becomes visible late. The epoch is raised when the rows come from another
-- server, whose transactions were numbered otherwise.
create sequence event_number;

create table event_outbox (
  recorded   timestamptz not null default clock_timestamp(),
  epoch      smallint    not null default 0,
  tx         xid8        not null default pg_current_xact_id(),
  number     bigint      not null default nextval('event_number'),
  topic      text        not null,
  stream     text        not null,
  sequence   bigint      not null,
  type       text        not null,
  version    smallint    not null,
  time_nanos bigint      not null,
  data       json        not null
) partition by range (recorded);

create index event_outbox_by_topic on event_outbox (topic, epoch, tx, number);
create index event_outbox_by_stream on event_outbox (topic, stream, epoch, tx, number);

-- Takes what has no partition of its day.
create table event_outbox_rest partition of event_outbox default;

-- Where readers stand. A claim with a greater token refuses the older ones.
create table event_cursor (
  name    text        primary key,
  owner   text,
  token   bigint      not null check (token > 0),
  expires timestamptz not null
);

create table event_cursor_position (
  cursor   text        not null references event_cursor,
  topic    text        not null,
  position text        not null,
  moved    timestamptz not null,
  primary key (cursor, topic)
);

-- What a projection has had of each stream: the last number.
create table event_inbox (
  projection    text   not null,
  topic         text   not null,
  stream        text   not null,
  last_sequence bigint not null,
  primary key (projection, topic, stream)
);

-- A projection: what was traded per day.
create table trade_day (
  account    text   not null,
  day        date   not null,
  instance   text   not null,
  instrument text   not null,
  currency   text   not null,
  fills      bigint not null,
  bought     amount not null,
  sold       amount not null,
  turnover   amount not null,
  fees       amount not null,
  primary key (account, day, instance, instrument, currency)
);
