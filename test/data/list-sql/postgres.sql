-- loadGeneration
select "number" from "generation" where "id" = $1;

-- findLead
select "pick"."id", "pick"."slug", "pick"."headline", "pick"."date", "pick"."introduction", "pick"."author", "pick"."source_url", "pick"."visibility", "pick"."cover", "source"."slug" as "source_slug", "source"."name" as "source_name" from "pick" inner join "source" on "source"."id" = "pick"."source_id" where "pick"."published_at" <= $1 and "pick"."slug" = $2;
select "pick_topic"."pick_id", "topic"."slug", "topic"."name" from "pick_topic" inner join "topic" on "topic"."id" = "pick_topic"."topic_id" where "pick_topic"."pick_id" in ($1) order by "pick_topic"."position";

-- findExcerpt
select "excerpt"."content", "excerpt"."run_map" from "excerpt" inner join "pick" on "pick"."id" = "excerpt"."pick_id" where "excerpt"."pick_id" = $1;

-- listNewestLeads
select "pick"."id", "pick"."slug", "pick"."headline", "pick"."date", "pick"."introduction", "pick"."author", "pick"."source_url", "pick"."visibility", "pick"."cover", "source"."slug" as "source_slug", "source"."name" as "source_name" from "pick" inner join "source" on "source"."id" = "pick"."source_id" where "pick"."published_at" <= $1 and "pick"."date" < $2 order by "pick"."date" desc, "pick"."id" desc limit $3;
select "pick_topic"."pick_id", "topic"."slug", "topic"."name" from "pick_topic" inner join "topic" on "topic"."id" = "pick_topic"."topic_id" where "pick_topic"."pick_id" in ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20) order by "pick_topic"."position";

-- listLeadsBetween
select "pick"."id", "pick"."slug", "pick"."headline", "pick"."date", "pick"."introduction", "pick"."author", "pick"."source_url", "pick"."visibility", "pick"."cover", "source"."slug" as "source_slug", "source"."name" as "source_name" from "pick" inner join "source" on "source"."id" = "pick"."source_id" where "pick"."published_at" <= $1 and "pick"."date" >= $2 and "pick"."date" <= $3 order by "pick"."date" desc, "pick"."id" desc limit $4;

-- listLeadsOfTopic
select "pick_topic"."pick_id" from "pick_topic" inner join "pick" as "filed" on "filed"."id" = "pick_topic"."pick_id" where "pick_topic"."topic_id" = $1 and "pick_topic"."date" < $2 and "filed"."published_at" <= $3 order by "pick_topic"."date" desc, "pick_topic"."pick_id" desc limit $4;
select "pick"."id", "pick"."slug", "pick"."headline", "pick"."date", "pick"."introduction", "pick"."author", "pick"."source_url", "pick"."visibility", "pick"."cover", "source"."slug" as "source_slug", "source"."name" as "source_name" from "pick" inner join "source" on "source"."id" = "pick"."source_id" where "pick"."published_at" <= $1 and "pick"."id" in (select "pick_topic"."pick_id" from "pick_topic" inner join "pick" as "filed" on "filed"."id" = "pick_topic"."pick_id" where "pick_topic"."topic_id" = $2 and "pick_topic"."date" < $3 and "filed"."published_at" <= $4 order by "pick_topic"."date" desc, "pick_topic"."pick_id" desc limit $5) order by "pick"."date" desc, "pick"."id" desc;
select "pick_topic"."pick_id", "topic"."slug", "topic"."name" from "pick_topic" inner join "topic" on "topic"."id" = "pick_topic"."topic_id" where "pick_topic"."pick_id" in ($1, $2) order by "pick_topic"."position";

-- listLeadsOfSource
select "pick"."id", "pick"."slug", "pick"."headline", "pick"."date", "pick"."introduction", "pick"."author", "pick"."source_url", "pick"."visibility", "pick"."cover", "source"."slug" as "source_slug", "source"."name" as "source_name" from "pick" inner join "source" on "source"."id" = "pick"."source_id" where "pick"."published_at" <= $1 and "pick"."source_id" = $2 and "pick"."date" < $3 order by "pick"."date" desc, "pick"."id" desc limit $4;
select "pick_topic"."pick_id", "topic"."slug", "topic"."name" from "pick_topic" inner join "topic" on "topic"."id" = "pick_topic"."topic_id" where "pick_topic"."pick_id" in ($1, $2, $3) order by "pick_topic"."position";

-- listLeadHits
select pick.id from lead_search join pick on pick.id = lead_search.pick_id
      where "lead_search"."headline" @@ cast($1 as tsquery) and pick.published_at is not null order by id desc limit $2;
select pick.id from lead_search join pick on pick.id = lead_search.pick_id
      where "lead_search"."document" @@ cast($1 as tsquery) and pick.published_at is not null order by id desc limit $2;

-- listExcerptHits
select pick.id from excerpt_search join pick on pick.id = excerpt_search.pick_id
      where excerpt_search.document @@ cast($1 as tsquery) and pick.published_at is not null and pick.visibility in ($2, $3) order by id desc limit $4;
