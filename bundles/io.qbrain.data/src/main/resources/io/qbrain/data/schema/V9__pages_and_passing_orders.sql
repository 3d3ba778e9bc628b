-- Orders are one table, whatever their months: they change until they are over, and are found by id.
-- Those that are over pass when their fills do, by "recorded", when the row was written last. A late
-- report of such an order makes its row anew, so fills no longer hold their orders.

do $$
declare
  reference text;
begin
  for reference in
      select conname from pg_constraint
       where contype = 'f' and conparentid = 0 and conrelid = 'fill'::regclass
         and confrelid = 'trading_order'::regclass loop
    execute format('alter table fill drop constraint %I', reference);
  end loop;
end
$$;

-- "turn" is the last one that changed the order: there is the whole of it, as it is now.
alter table trading_order
  add column recorded timestamptz not null default transaction_timestamp(),
  add column turn     bigint;

update trading_order o
   set turn = t.sequence
  from (select t.account, e ->> 'id' as id, max(t.sequence) as sequence
          from turn t, jsonb_array_elements(t.effects) e
         where e ->> 'effect' = 'order'
         group by t.account, e ->> 'id') t
 where t.account = o.account and t.id = o.id;

create function note_change() returns trigger language plpgsql as $$
begin
  new.recorded := transaction_timestamp();
  return new;
end
$$;

create trigger recorded before update on trading_order
  for each row execute function note_change();

create index trading_order_over on trading_order (recorded)
  where status in ('DENIED', 'REJECTED', 'FILLED', 'CANCELED', 'EXPIRED');
drop index trading_order_by_instance;
create index trading_order_by_instance
  on trading_order (instance, created_nanos desc, id collate "C" desc);
drop index trading_order_by_account;
create index trading_order_by_account
  on trading_order (account, created_nanos desc, id collate "C" desc);

-- What is asked of the journal's documents. An index of all that is in them would cost each turn
-- 47 microseconds; these cost one.
create index turn_by_id on turn using gin (jsonb_path_query_array(effects, '$[*].id'));
create index turn_with_denial on turn (account, sequence)
  where effects @> '[{"status": "DENIED"}]';
create index turn_with_kill on turn (account, sequence)
  where effects @> '[{"effect": "kill"}]';

create index report_by_body on report using gin (body jsonb_path_ops);
