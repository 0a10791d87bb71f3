create view seeds.users as
select
  reader.id,
  reader.email,
  (
    select account.password from accounts account
    where account.user_id = reader.id and account.provider_id = 'credential' limit 1
  ) as hashed_password,
  coalesce(answers.profile, '{}') as onboarding,
  reader.created_at,
  reader.updated_at
from users reader
left join preferences answers on answers.user_id = reader.id;
