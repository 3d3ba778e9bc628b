-- A venue may fill more than was ordered; that is booked and told, not refused.
alter table trading_order drop constraint trading_order_check;
alter table trading_order add check (filled >= 0);

alter table trading_order add column time_in_force text not null default 'GTC';
alter table trading_order add column expires_nanos bigint;
alter table trading_order add column trailing_offset text;
alter table trading_order add column post_only boolean not null default false;
alter table trading_order add column reduce_only boolean not null default false;
alter table trading_order add column link text;
