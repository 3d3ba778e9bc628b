-- What grows without end lies in partitions of a month: the journal, fills and the ledger. What was
-- written before stays where it is, as the first partition. The month is that of the transaction.
--
-- A key of a partitioned table holds the month, so references to turns are kept by the one
-- transaction that writes all of these tables, not by foreign keys.

create procedure into_months(name text, key text) language plpgsql as $$
begin
  execute format('drop trigger append_only on %I', name);
  execute format('drop trigger append_only_all on %I', name);
  execute format('drop trigger if exists balanced on %I', name);
  execute format('alter table %I drop constraint %I cascade', name, name || '_pkey');
  execute format(
    'alter table %I add column recorded timestamptz not null default ''1970-01-01 00:00:00+00''',
    name);
  execute format('alter table %I rename to %I', name, name || '_before');
  execute format(
    'create table %I (like %I including defaults including constraints, primary key (%s, recorded))'
    ' partition by range (recorded)', name, name || '_before', key);
  execute format('alter table %I alter column recorded set default transaction_timestamp()', name);
  execute format(
    'alter table %I attach partition %I for values from (minvalue) to (''2000-01-01 00:00:00+00'')',
    name, name || '_before');
  execute format('create table %I partition of %I default', name || '_rest', name);
  execute format('alter table %I add foreign key (account) references account', name);
  execute format(
    'create trigger append_only before update or delete on %I'
    ' for each row execute function refuse_change()', name);
  execute format(
    'create trigger append_only_all before truncate on %I'
    ' for each statement execute function refuse_change()', name);
end
$$;

alter table fill drop constraint fill_account_order_id_fkey;
drop index fill_by_instance;
drop index ledger_posting_by_book;

call into_months('ledger_posting', 'account, number, line');
call into_months('ledger_entry', 'account, number');
call into_months('fill', 'account, execution_id');
call into_months('turn', 'account, sequence');
drop procedure into_months(text, text);

alter table fill add foreign key (account, order_id) references trading_order
  deferrable initially deferred;

create index fill_by_instance on fill (instance, time_nanos desc, execution_id desc);
create index fill_by_account on fill (account, time_nanos desc, execution_id desc);
create index ledger_posting_by_book on ledger_posting (account, book, type);
create index trading_order_by_account on trading_order (account, created_nanos desc, id desc);
create index trading_order_open on trading_order (account, created_nanos desc)
  where status not in ('DENIED', 'REJECTED', 'FILLED', 'CANCELED', 'EXPIRED');
create index instance_by_parameter on instance using gin (parameters jsonb_path_ops);

-- An entry follows the one before it, unless all that came before was past its time and is gone.
create or replace function check_ledger_entry() returns trigger language plpgsql as $$
declare
  difference text;
begin
  if new.number > 1
      and not exists (
        select from ledger_entry e where e.account = new.account and e.number = new.number - 1)
      and (exists (
          select from ledger_entry e where e.account = new.account and e.number < new.number)
        or not exists (
          select from turn t where t.account = new.account and t.recorded < new.recorded)) then
    raise exception 'ledger entry % of % has no entry before it', new.number, new.account
      using errcode = 'check_violation';
  end if;
  if not exists (
      select from ledger_posting p
       where p.account = new.account and p.number = new.number and p.recorded = new.recorded) then
    raise exception 'ledger entry % of % has no postings', new.number, new.account
      using errcode = 'check_violation';
  end if;
  select string_agg(s.total || ' ' || s.currency, ', ') into difference
    from (select p.currency, sum(p.amount) as total
            from ledger_posting p
           where p.account = new.account and p.number = new.number and p.recorded = new.recorded
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
