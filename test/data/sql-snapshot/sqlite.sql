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
insert into reading (reader, period, pick_id, nth, opened_at)
    select ?1, ?2, cast(?3 as integer), 1, ?4
    where not exists (select 1 from reading where reader = ?1 and period = ?2 and nth = 1) on conflict do nothing;

-- listReadings
select period, pick_id, nth, opened_at from reading where reader = ?1 order by period desc, nth;

-- forgetReadings
update reading set pick_id = -(cast(?2 as integer) + nth), opened_at = period where reader = ?1 and pick_id > 0;

-- forgetAlike
update reading set opened_at = period, pick_id = -(cast(?2 as integer) + (select own.nth from reading as own
      where own.reader = ?3 and own.period = reading.period and own.pick_id = reading.pick_id))
    where reader = ?1 and pick_id > 0 and exists (select 1 from reading as own
      where own.reader = ?3 and own.period = reading.period and own.pick_id = reading.pick_id);

-- forgetEarlier
update reading set pick_id = -(cast(?2 as integer) + nth), opened_at = period
    where reader = ?1 and period < ?3 and pick_id > 0;

-- uniteReadings
insert into reading (reader, period, pick_id, nth, opened_at)
    select ?1, ?2, source.pick_id, cast(row_number() over (order by source.opened_at, source.nth) as integer)
      + (select coalesce(max(seat.nth), 0) from reading as seat where seat.reader = ?1 and seat.period = ?2), source.opened_at
    from reading as source where source.reader = ?3 and source.period = ?4
      and not exists (select 1 from reading as own where own.reader = ?1 and own.period = ?2 and own.pick_id = source.pick_id)
    order by source.opened_at, source.nth
    on conflict do nothing;

-- deleteEarlier
delete from reading where reader = ?1
    and period < (select max(newest.period) from reading as newest where newest.reader = ?1);

-- deleteReadings
delete from reading where reader = ?1;

-- endOfSlice
select reader from reading where reader > ?1 order by reader limit 1 offset 999;

-- pruneSlice
delete from reading where reader > ?1 and reader <= ?2 and period < ?3;

-- pruneRest
delete from reading where reader > ?1 and period < ?2;
