-- Whom an engagement pays is read by accounting, and in part by desk and auditor: engagements from before reach their experts, too.
insert into reach (tenant, scope, kind, aggregate_id, because_kind, because_id)
select distinct reach.tenant, reach.scope, 'payee', paid.expert, 'engagement', reach.because_id
from reach
join part on part.tenant = reach.tenant and part.kind = 'engagement' and part.aggregate_id = reach.because_id and part.part = 'core'
cross join lateral (
  select assignment ->> 'expert' as expert from json_array_elements(part.body::json -> 'assignments') as assignment
  union
  select person.aggregate_id from reach as person
  where person.tenant = reach.tenant and person.because_kind = 'engagement' and person.because_id = reach.because_id
    and person.scope = reach.scope and person.kind = 'person'
) as paid
where reach.because_kind = 'engagement' and reach.kind = 'engagement' and reach.aggregate_id = reach.because_id
  and (reach.scope like 'desk:%' or reach.scope like 'accounting:%' or reach.scope like 'auditor:%')
  and paid.expert is not null
on conflict do nothing;
