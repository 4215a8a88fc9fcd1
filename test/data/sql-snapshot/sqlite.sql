-- findStanding
select period, pick_id, nth from reading
    where reader = ?1 and period = (select max(period) from reading where reader = ?1);

-- countReading
insert into reading (reader, period, pick_id, nth, opened_at)
    select ?1, ?2, cast(?3 as integer), coalesce(max(nth), 0) + 1, ?4 from reading where reader = ?1 and period = ?2
    having coalesce(max(nth), 0) < cast(?5 as integer)
      and not exists (select 1 from reading as other where other.reader = ?1 and other.period > ?6 and other.period <> ?2)
    on conflict do nothing returning nth;

-- waitForReader
select pg_advisory_xact_lock(hashtextextended(?1, 0));

-- recordFirstReading
insert into reading (reader, period, pick_id, nth, opened_at) values (?1, ?2, ?3, 1, ?4) on conflict do nothing;

-- listReadings
select period, pick_id, nth, opened_at from reading where reader = ?1 order by period desc, nth;

-- forgetReadings
update reading set pick_id = -nth, opened_at = period where reader = ?1 and pick_id > 0;

-- endOfSlice
select reader from reading where reader > ?1 order by reader limit 1 offset 999;

-- pruneSlice
delete from reading where reader > ?1 and reader <= ?2 and period < ?3;

-- pruneRest
delete from reading where reader > ?1 and period < ?2;
