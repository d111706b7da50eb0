import * as v from 'valibot';
import { sha256Hex } from '../lib/hash.ts';
import { filledTextSchema } from '../lib/text.ts';
import type { Context } from '../operation/context.ts';
import { defineOperation, done } from '../operation/define.ts';
import { SYSTEM } from '../operation/envelope.ts';
import { holdsRole } from '../operation/holds-role.ts';
import { refuse } from '../operation/refusals.ts';
import { ANSWERABLE } from '../programme/answers-for.ts';
import { dayInJapan } from '../time/day.ts';
import { missingToClose } from './duties.ts';
import { damageBody, entrySchema, findingsSchema, raisedBody } from './bodies.ts';
import { type Incident, LEADERS, leadsIncident, RAISERS } from './incident.ts';

/** 特記事項 第14第1項, TP-9-1: whoever notices says so at once, whoever is to blame; a fact, so that nothing can refuse it. */
export const incidentRaised = defineOperation({
  type: 'incident-raised@1',
  kind: 'incident',
  nature: 'fact',
  retention: 'B',
  label: '事故の報告',
  by: RAISERS,
  needs: [],
  opens: true,
  body: raisedBody,
  apply: (incident: Incident | null, { aggregate: id, actor, clock, body }) =>
    incident
      ? refuse('already_exists')
      : done({
          id,
          ...body,
          raisedBy: actor,
          raisedAtMs: clock.wallMs,
          entries: [],
          findings: null,
          closed: null,
        }),
});

/** A measure, an order or a report, with its own time. By who raised it and who leads it; also after the closing, for what comes to light later. */
export const incidentEntryAdded = defineOperation({
  type: 'incident-entry-added@1',
  kind: 'incident',
  nature: 'fact',
  retention: 'B',
  label: '事故の経過の記録',
  by: RAISERS,
  needs: [],
  body: v.strictObject({ entry: entrySchema }),
  apply: (incident: Incident | null, { actor, body: { entry } }, context) => {
    if (!incident) return refuse('unknown_record');
    if (incident.raisedBy !== actor && !leads(incident, actor, context)) return refuse('not_allowed');
    return done({ ...incident, entries: [...incident.entries, { ...entry, by: actor }] });
  },
});

/** What the investigation knows so far: the nine items and what decides about the duty to report. Refused when somebody else wrote meanwhile. */
export const incidentInvestigated = defineOperation({
  type: 'incident-investigated@1',
  kind: 'incident',
  nature: 'intent',
  retention: 'B',
  label: '事故の調査結果の保存',
  by: LEADERS,
  needs: [],
  body: findingsSchema,
  basis: (incident: Incident | null) => incident && sha256Hex(JSON.stringify(incident.findings)),
  apply: (incident: Incident | null, { actor, clock, body }, context) => {
    if (!incident) return refuse('unknown_record');
    if (!leads(incident, actor, context)) return refuse('not_allowed');
    if (incident.closed) return refuse('wrong_state', 'closed');
    return done({ ...incident, findings: { ...body, by: actor, atMs: clock.wallMs } });
  },
});

/** FK-12: damages or recourse, also after the closing. Refused (`unknown_record`) when what it corrects is not there. */
export const incidentDamageRecorded = defineOperation({
  type: 'incident-damage-recorded@1',
  kind: 'incident',
  nature: 'fact',
  retention: 'B',
  label: '損害賠償・求償の記録',
  by: LEADERS,
  needs: [],
  body: damageBody,
  apply: (incident: Incident | null, { actor, clock, body }, context) => {
    if (!incident) return refuse('unknown_record');
    if (!leads(incident, actor, context)) return refuse('not_allowed');
    const { damage: id, ...damage } = body;
    const known = incident.damages ?? [];
    if (known.some((one) => one.id === id)) return refuse('already_exists', id);
    if (damage.corrects !== null && !known.some((one) => one.id === damage.corrects))
      return refuse('unknown_record', damage.corrects);
    return done({ ...incident, damages: [...known, { ...damage, id, by: actor, atMs: clock.wallMs }] });
  },
});

/** 終結: when everybody who had to be told was told, and the report has no blank. */
export const incidentClosed = defineOperation({
  type: 'incident-closed@1',
  kind: 'incident',
  nature: 'intent',
  retention: 'B',
  label: '事故の対応の終結',
  by: ANSWERABLE,
  needs: [],
  body: v.strictObject({ reason: filledTextSchema(1_000) }),
  apply: (incident: Incident | null, { actor, clock, body: { reason } }, { roles }) => {
    if (!incident) return refuse('unknown_record');
    if (actor !== SYSTEM && !holdsRole(roles, ANSWERABLE, incident.programme)) return refuse('not_allowed');
    if (incident.closed) return refuse('wrong_state', 'closed');
    const { duties, investigated } = missingToClose(incident, dayInJapan(clock.wallMs));
    if (duties.length > 0 || !investigated) return refuse('wrong_state', ...duties, ...(investigated ? [] : ['items']));
    return done({ ...incident, closed: { by: actor, atMs: clock.wallMs, reason } });
  },
});

const leads = (incident: Incident, actor: string, { roles }: Context): boolean =>
  actor === SYSTEM || leadsIncident(roles, incident.programme);
