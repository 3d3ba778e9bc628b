-- Positions of hedging accounts, terms of instruments, rates and corporate actions.

alter table ledger_posting add column position text;

alter table instrument
  add column base_currency      text,
  add column settlement_days    int    not null default 0 check (settlement_days >= 0),
  add column initial_margin     amount not null default 0 check (initial_margin >= 0),
  add column maintenance_margin amount not null default 0 check (maintenance_margin >= 0),
  add column expiry_nanos       bigint;

-- The rates in force, and what was booked for corporate actions.

create table recorded_rate (
  account    text   not null references account,
  id         text   not null,
  rate       amount not null,
  time_nanos bigint not null,
  primary key (account, id)
);

create table corporate_action (
  account            text   not null references account,
  id                 text   not null,
  instrument         text   not null,
  ex_nanos           bigint not null,
  numerator          bigint,
  denominator        bigint,
  per_share          amount,
  per_share_currency text,
  turn               bigint not null,
  primary key (account, id),
  foreign key (account, turn) references turn deferrable initially deferred
);

create trigger append_only before update or delete on corporate_action
  for each row execute function refuse_change();
create trigger append_only_all before truncate on corporate_action
  for each statement execute function refuse_change();
