-- Incidents are read by the desks of all programmes in a feed of their own: whoever works at one of them is given it.
insert into person_scope (tenant, person, scope, granted_head, until)
select tenant, person, 'desk', 0, case when bool_or(until is null) then null else max(until) end
from person_scope
where scope like 'desk:%'
group by tenant, person
on conflict do nothing;
