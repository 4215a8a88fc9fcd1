-- loadGeneration
select "number" from "generation" where "id" = ?;

-- findLead
select "pick"."id", "pick"."slug", "pick"."headline", "pick"."date", "pick"."introduction", "pick"."author", "pick"."source_url", "pick"."visibility", "pick"."cover", "source"."slug" as "source_slug", "source"."name" as "source_name" from "pick" inner join "source" on "source"."id" = "pick"."source_id" where "pick"."published_at" <= ? and "pick"."slug" = ?;
select "pick_topic"."pick_id", "topic"."slug", "topic"."name" from "pick_topic" inner join "topic" on "topic"."id" = "pick_topic"."topic_id" where "pick_topic"."pick_id" in (?) order by "pick_topic"."position";

-- findExcerpt
select "excerpt"."content", "excerpt"."run_map" from "excerpt" inner join "pick" on "pick"."id" = "excerpt"."pick_id" where "excerpt"."pick_id" = ?;

-- listNewestLeads
select "pick"."id", "pick"."slug", "pick"."headline", "pick"."date", "pick"."introduction", "pick"."author", "pick"."source_url", "pick"."visibility", "pick"."cover", "source"."slug" as "source_slug", "source"."name" as "source_name" from "pick" inner join "source" on "source"."id" = "pick"."source_id" where "pick"."published_at" <= ? and "pick"."date" < ? order by "pick"."date" desc, "pick"."id" desc limit ?;
select "pick_topic"."pick_id", "topic"."slug", "topic"."name" from "pick_topic" inner join "topic" on "topic"."id" = "pick_topic"."topic_id" where "pick_topic"."pick_id" in (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) order by "pick_topic"."position";

-- listLeadsBetween
select "pick"."id", "pick"."slug", "pick"."headline", "pick"."date", "pick"."introduction", "pick"."author", "pick"."source_url", "pick"."visibility", "pick"."cover", "source"."slug" as "source_slug", "source"."name" as "source_name" from "pick" inner join "source" on "source"."id" = "pick"."source_id" where "pick"."published_at" <= ? and "pick"."date" >= ? and "pick"."date" <= ? order by "pick"."date" desc, "pick"."id" desc limit ?;

-- listLeadsOfTopic
select "pick_topic"."pick_id" from "pick_topic" inner join "pick" as "filed" on "filed"."id" = "pick_topic"."pick_id" where "pick_topic"."topic_id" = ? and "pick_topic"."date" < ? and "filed"."published_at" <= ? order by "pick_topic"."date" desc, "pick_topic"."pick_id" desc limit ?;
select "pick"."id", "pick"."slug", "pick"."headline", "pick"."date", "pick"."introduction", "pick"."author", "pick"."source_url", "pick"."visibility", "pick"."cover", "source"."slug" as "source_slug", "source"."name" as "source_name" from "pick" inner join "source" on "source"."id" = "pick"."source_id" where "pick"."published_at" <= ? and "pick"."id" in (select "pick_topic"."pick_id" from "pick_topic" inner join "pick" as "filed" on "filed"."id" = "pick_topic"."pick_id" where "pick_topic"."topic_id" = ? and "pick_topic"."date" < ? and "filed"."published_at" <= ? order by "pick_topic"."date" desc, "pick_topic"."pick_id" desc limit ?) order by "pick"."date" desc, "pick"."id" desc;
select "pick_topic"."pick_id", "topic"."slug", "topic"."name" from "pick_topic" inner join "topic" on "topic"."id" = "pick_topic"."topic_id" where "pick_topic"."pick_id" in (?, ?) order by "pick_topic"."position";

-- listLeadsOfSource
select "pick"."id", "pick"."slug", "pick"."headline", "pick"."date", "pick"."introduction", "pick"."author", "pick"."source_url", "pick"."visibility", "pick"."cover", "source"."slug" as "source_slug", "source"."name" as "source_name" from "pick" inner join "source" on "source"."id" = "pick"."source_id" where "pick"."published_at" <= ? and "pick"."source_id" = ? and "pick"."date" < ? order by "pick"."date" desc, "pick"."id" desc limit ?;
select "pick_topic"."pick_id", "topic"."slug", "topic"."name" from "pick_topic" inner join "topic" on "topic"."id" = "pick_topic"."topic_id" where "pick_topic"."pick_id" in (?, ?, ?) order by "pick_topic"."position";

-- listLeadHits
select "headline_search".rowid as id from "headline_search" join pick on pick.id = "headline_search".rowid
    where "headline_search" match ? and pick.published_at is not null order by id desc limit ?;
select "lead_search".rowid as id from "lead_search" join pick on pick.id = "lead_search".rowid
    where "lead_search" match ? and pick.published_at is not null order by id desc limit ?;

-- listExcerptHits
select "excerpt_search".rowid as id from "excerpt_search" join pick on pick.id = "excerpt_search".rowid
    where "excerpt_search" match ? and pick.published_at is not null and pick.visibility in (?, ?) order by id desc limit ?;
