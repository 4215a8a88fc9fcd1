-- findSession
select member.id, member.email, member.name, member.keeps_history, session.created_at, session.seen_at, session.proof,
      (select min(opens) from access_grant where member_id = member.id and from_at <= $2 and (until_at is null or until_at > $2)) as opens
    from session join member on member.id = session.member_id where session.token_hash = $1 and session.expires_at > $2;
