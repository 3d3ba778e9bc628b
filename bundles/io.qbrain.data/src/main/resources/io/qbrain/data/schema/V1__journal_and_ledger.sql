-- The journal (turn) is the truth; the other tables follow it in the same transaction, so that
-- people and reports can read orders, fills and the ledger as rows.
--
-- Numbers are exact decimals of at most 8 places. A time is in nanoseconds since 1970.

create domain amount as numeric(28, 8);

-- What was written stays as it was written.

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'rows of % are never changed or deleted', tg_table_name
    using errcode = 'restrict_violation';
end
$$;

-- Accounts and their journal.

create table account (
  id            text   primary key,
  last_sequence bigint not null default 0 check (last_sequence >= 0)
);

create table turn (
  account        text     not null references account,
  sequence       bigint   not null check (sequence > 0),
  time_nanos     bigint   not null,
  received_nanos bigint   not null,
  format         smallint not null,
  effects        jsonb    not null check (jsonb_array_length(effects) > 0),
  primary key (account, sequence)
);

create trigger append_only before update or delete on turn
  for each row execute function refuse_change();
create trigger append_only_all before truncate on turn
  for each statement execute function refuse_change();

-- What can be traded, and by whom.

create table instrument (
  id                   text   primary key,
  kind                 text   not null,
  currency             text   not null,
  tick_size            amount not null check (tick_size > 0),
  lot_size             amount not null check (lot_size > 0),
  multiplier           amount not null check (multiplier > 0),
  margin_per_contract  amount not null check (margin_per_contract >= 0),
  average_daily_volume amount,
  max_order_quantity   amount
);

create table instance (
  id               text   primary key,
  account          text   not null references account,
  strategy         text   not null,
  parameters       jsonb  not null,
  mode             text   not null,
  capital          amount not null,
  capital_currency text   not null,
  state            text   not null,
  reason           text   not null
);

-- Orders as they stand now, and every fill.

create table trading_order (
  account         text   not null references account,
  id              text   not null,
  instance        text   not null,
  instrument      text   not null,
  side            text   not null,
  type            text   not null,
  quantity        amount not null,
  limit_price     amount,
  stop_price      amount,
  weight_at_fill  amount,
  tag             text   not null,
  status          text   not null,
  venue_order_id  text,
  filled          amount not null,
  filled_value    amount not null,
  reason          text   not null,
  venue_sequence  bigint not null,
  created_nanos   bigint not null,
  updated_nanos   bigint not null,
  primary key (account, id),
  check (filled >= 0 and filled <= quantity)
);

create index trading_order_by_instance on trading_order (instance, created_nanos desc);

create table fill (
  account        text   not null references account,
  execution_id   text   not null,
  order_id       text   not null,
  instance       text   not null,
  instrument     text   not null,
  side           text   not null,
  quantity       amount not null check (quantity > 0),
  price          amount not null,
  fee            amount not null,
  fee_currency   text   not null,
  time_nanos     bigint not null,
  received_nanos bigint not null,
  turn           bigint not null,
  primary key (account, execution_id),
  foreign key (account, order_id) references trading_order deferrable initially deferred,
  foreign key (account, turn) references turn deferrable initially deferred
);

create index fill_by_instance on fill (instance, time_nanos desc);

create trigger append_only before update or delete on fill
  for each row execute function refuse_change();
create trigger append_only_all before truncate on fill
  for each statement execute function refuse_change();

-- The double-entry ledger.

create table ledger_entry (
  account    text   not null references account,
  number     bigint not null check (number > 0),
  time_nanos bigint not null,
  kind       text   not null,
  reference  text   not null,
  turn       bigint not null,
  primary key (account, number),
  foreign key (account, turn) references turn deferrable initially deferred
);

create table ledger_posting (
  account    text   not null,
  number     bigint not null,
  line       int    not null check (line > 0),
  type       text   not null,
  book       text,
  instrument text,
  amount     amount not null,
  currency   text   not null,
  quantity   amount not null,
  primary key (account, number, line),
  foreign key (account, number) references ledger_entry deferrable initially deferred
);

create index ledger_posting_by_book on ledger_posting (account, book, type);

create function check_ledger_entry() returns trigger language plpgsql as $$
declare
  difference text;
begin
  if new.number > 1 and not exists (
      select from ledger_entry e where e.account = new.account and e.number = new.number - 1) then
    raise exception 'ledger entry % of % has no entry before it', new.number, new.account
      using errcode = 'check_violation';
  end if;
  if not exists (
      select from ledger_posting p where p.account = new.account and p.number = new.number) then
    raise exception 'ledger entry % of % has no postings', new.number, new.account
      using errcode = 'check_violation';
  end if;
  select string_agg(s.total || ' ' || s.currency, ', ') into difference
    from (select p.currency, sum(p.amount) as total
            from ledger_posting p
           where p.account = new.account and p.number = new.number
           group by p.currency
          having sum(p.amount) <> 0) s;
  if difference is not null then
    raise exception 'ledger entry % of %: debits and credits differ by %',
        new.number, new.account, difference
      using errcode = 'check_violation';
  end if;
  return null;
end
$$;

create constraint trigger balanced after insert on ledger_entry
  deferrable initially deferred for each row execute function check_ledger_entry();
create constraint trigger balanced after insert on ledger_posting
  deferrable initially deferred for each row execute function check_ledger_entry();

create trigger append_only before update or delete on ledger_entry
  for each row execute function refuse_change();
create trigger append_only_all before truncate on ledger_entry
  for each statement execute function refuse_change();
create trigger append_only before update or delete on ledger_posting
  for each row execute function refuse_change();
create trigger append_only_all before truncate on ledger_posting
  for each statement execute function refuse_change();

-- What else a restart needs, as it stands now.

create table kill_latch (
  account text    not null references account,
  scope   text    not null,
  latched boolean not null,
  reason  text    not null,
  primary key (account, scope)
);

create table pending_timer (
  account   text   not null references account,
  instance  text   not null,
  name      text   not null,
  due_nanos bigint not null,
  primary key (account, instance, name)
);

create table strategy_state (
  account       text   not null references account,
  instance      text   not null,
  state_version int    not null,
  state         bytea  not null,
  turn          bigint not null,
  primary key (account, instance)
);

-- The jars of strategies. Only whether a jar is installed may change.

create table artifact (
  namespace    text    not null,
  name         text    not null,
  version      text    not null,
  sha256       text    not null check (sha256 ~ '^[0-9a-f]{64}$'),
  size_bytes   bigint  not null check (size_bytes > 0),
  spi_range    text    not null,
  stored_nanos bigint  not null,
  installed    boolean not null,
  primary key (namespace, name, version)
);

create table artifact_chunk (
  namespace text  not null,
  name      text  not null,
  version   text  not null,
  number    int   not null check (number > 0),
  bytes     bytea not null,
  primary key (namespace, name, version, number),
  foreign key (namespace, name, version) references artifact
);

create trigger append_only
  before delete or update of namespace, name, version, sha256, size_bytes, spi_range, stored_nanos
  on artifact for each row execute function refuse_change();
create trigger append_only_all before truncate on artifact
  for each statement execute function refuse_change();
create trigger append_only before update or delete on artifact_chunk
  for each row execute function refuse_change();
create trigger append_only_all before truncate on artifact_chunk
  for each statement execute function refuse_change();
