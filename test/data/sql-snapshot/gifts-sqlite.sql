-- findLink
select gift_link.gift_id, gift_link.link, gift.pick_id, gift.expires_at
    from gift_link join gift on gift.id = gift_link.gift_id where gift_link.token_hash = ?1;

-- findGift
select gift.pick_id, gift.link, gift.opens, gift.expires_at, gift.ended_at, gift.paused_at, gift.grace_until,
      case when gift.shows_name = 1 then member.name else '' end as giver,
      (select min(access_grant.opens) from access_grant where access_grant.member_id = gift.member_id and access_grant.from_at <= ?2
      and (access_grant.until_at is null or access_grant.until_at > ?2)) as giver_opens,
      (select gift_opening.opened_at from gift_opening where gift_opening.gift_id = gift.id and gift_opening.reader = ?3) as opened_at
    from gift join member on member.id = gift.member_id where gift.id = ?1;

-- enterOpening
insert into gift_opening (gift_id, reader, opened_at) values (?1, ?3, ?2) on conflict do nothing returning gift_id;

-- leaveOpening
delete from gift_opening where gift_id = ?1 and reader = ?2;

-- countOpening
update gift set opened = opened + 1,
      burst = case when burst_at > ?3 then burst + 1 else 1 end, burst_at = case when burst_at > ?3 then burst_at else ?2 end
    where id = ?1 and link = ?4 and paused_at is null and ended_at is null and expires_at > ?2 and opened < room
      and exists (select 1 from access_grant where access_grant.member_id = gift.member_id and access_grant.from_at <= ?2
        and (access_grant.until_at is null or access_grant.until_at > ?2) and (access_grant.opens = 'everything' or ?5 = 'metered'))
    returning opened, room, burst;

-- pause
update gift set paused_at = ?2, paused_why = ?3, grace_until = ?4 where id = ?1;
