-- findSession
select member.id, member.email, member.name, member.keeps_history, session.created_at, session.seen_at
    from session join member on member.id = session.member_id where session.token_hash = ?1 and session.expires_at > ?2;
