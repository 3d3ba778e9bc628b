-- Scheduled work: what is planned (task), when it is due (task_trigger, in the form of db-scheduler, which owns
-- it), what was done (task_run) and what came out (report). A time is in nanoseconds since 1970, but for
-- task_trigger.

create table task (
  id            text   primary key,
  kind          text   not null,
  parameters    jsonb  not null,
  schedule      text   not null,
  zone          text   not null,
  max_attempts  int    not null check (max_attempts > 0),
  countdown_ms  bigint not null check (countdown_ms >= 0),
  factor        int    not null check (factor > 0),
  paused        boolean not null default false,
  state         text   not null,
  reason        text   not null default '',
  created_nanos bigint not null,
  ended_nanos   bigint
);

create index task_ended on task (ended_nanos) where ended_nanos is not null;

create table task_trigger (
  task_name            text        not null,
  task_instance        text        not null,
  task_data            bytea,
  execution_time       timestamptz not null,
  picked               boolean     not null,
  picked_by            text,
  last_success         timestamptz,
  last_failure         timestamptz,
  consecutive_failures int,
  last_heartbeat       timestamptz,
  version              bigint      not null,
  priority             smallint,
  primary key (task_name, task_instance)
);

create index task_trigger_due on task_trigger (execution_time);
create index task_trigger_heartbeat on task_trigger (last_heartbeat) where picked;

create table task_run (
  number           bigint generated always as identity primary key,
  task             text    not null,
  kind             text    not null,
  state            text    not null,
  cause            text    not null,
  attempt          int     not null check (attempt > 0),
  node             text    not null,
  due_nanos        bigint  not null,
  started_nanos    bigint  not null,
  ended_nanos      bigint,
  progress         real    not null default 0 check (progress between 0 and 1),
  message          text    not null default '',
  result           jsonb   not null default '{}',
  cancel_reason    text
);

create index task_run_by_task on task_run (task, number desc);
create index task_run_by_state on task_run (state, number desc) where state in ('RUNNING', 'DEAD');
create index task_run_ended on task_run (ended_nanos);
-- The same attempt at the same work comes to its end once.
create unique index task_run_once on task_run (task, due_nanos, attempt)
  where state in ('SUCCEEDED', 'FAILED', 'DEAD', 'RETRIED', 'CANCELED');

create table report (
  number        bigint generated always as identity primary key,
  kind          text   not null,
  subject       text   not null,
  key           text   not null,
  title         text   not null,
  created_nanos bigint not null,
  run           bigint not null,
  body          jsonb  not null
);

create unique index report_name on report (kind, subject, key);
create index report_by_kind on report (kind, number desc);
create index report_by_subject on report (subject, number desc);
