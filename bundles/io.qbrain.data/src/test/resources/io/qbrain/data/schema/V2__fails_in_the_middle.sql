create table half_done (id int);
insert into no_such_table values (1);
