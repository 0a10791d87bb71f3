create view personalization_cache as
select
  held.id,
  held.user_id,
  held.chapter as chapter_id,
  held.profile_hash,
  coalesce(made.markdown, made.edits) as personalized_content,
  made.tags as applied_transformations,
  made.created_at,
  made.version
from variant_references held
join variants made on made.key = held.variant_key;
