import { EMPTY_ENGAGEMENT } from '@banso/shared/engagement/engagement.ts';
import { BLANK_FIELDS, blankVisit, type Visit } from '@banso/shared/engagement/visit.ts';
import type { Confirmation } from '@banso/shared/evidence/confirmation.ts';
import { confirmationText } from '@banso/shared/evidence/confirmation-text.ts';
import { sha256Hex } from '@banso/shared/lib/hash.ts';
import { FUKUOKA_R7 } from '@banso/shared/programmes/fukuoka-r7.ts';
import { instantInJapan } from '@banso/shared/time/day.ts';
import { describe, expect, it } from 'vitest';
import type { EngagementView } from '../../store/client-store.ts';
import { blankSigned, findingsOf, hasFallenConfirmation, minutesSoFar, nextStep } from './visit-step.ts';

const parties = { company: 'みのり野製麺', expert: '青柳 由美子' };

const ended: Visit = {
  ...blankVisit('visit-1'),
  number: 2,
  status: 'ended',
  time: { on: '2025-12-18', from: '14:30', to: '17:45', toOn: '2025-12-18' },
  fields: { ...BLANK_FIELDS, place: '本社工場', present: '川上 正一', gist: '原価を調べた。', breakMinutes: 10 },
};

const reported: Visit = {
  ...ended,
  fields: { ...ended.fields, content: '原価', effect: '見通し', progress: 'asPlanned' },
};

const confirmed = (visit: Visit): Confirmation => {
  const text = confirmationText(visit, parties) ?? '';
  return {
    id: 'confirmation-1',
    visit: visit.id,
    version: 1,
    text,
    hash: sha256Hex(text),
    sentence: FUKUOKA_R7.confirmationSentence.value,
    parties,
    signer: { name: '川上 正一', title: '代表取締役', role: 'representative', identifiedBy: 'metOnSite' },
    manner: { by: 'strokes', strokes: { width: 100, height: 100, pixelRatio: 1, strokes: [] } },
    proxy: null,
    appVersion: '0',
    deviceSignature: '',
    guest: null,
    device: 'device-1',
    operation: 'operation-1',
    reading: { wallMs: 0, monoMs: 0, page: '', offsetMs: null },
    bounds: { notBeforeMs: null, notAfterMs: null },
    deviceProof: null,
    codeProof: null,
    paperProof: null,
    enteredBy: null,
  };
};

const viewOf = (visit: Visit, confirmation?: Confirmation): EngagementView => ({
  id: 'engagement-1',
  engagement: {
    ...EMPTY_ENGAGEMENT,
    visits: { [visit.id]: visit },
    confirmations: confirmation ? { [confirmation.id]: confirmation } : {},
  },
  company: null,
  programme: null,
  ruleSet: FUKUOKA_R7,
  expert: null,
  elsewhere: [],
  waiting: [],
});

const stepOf = (visit: Visit, confirmation?: Confirmation) => {
  const view = viewOf(visit, confirmation);
  return nextStep(view, visit, findingsOf(view, visit, '2025-12-18'));
};

describe('the next step after a visit', () => {
  it('is to write what the company will sign, before it is asked', () => {
    expect(stepOf({ ...ended, fields: { ...ended.fields, gist: ' ' } })).toBe('writeSigned');
    expect(blankSigned({ ...ended, fields: { ...ended.fields, mode: 'online', place: '' } })).toEqual([]);
  });

  it('is to mend impossible times before anybody is asked to sign them', () => {
    const backwards = { on: '2025-12-18', from: '14:30', to: '14:30', toOn: '2025-12-18' };
    expect(stepOf({ ...ended, time: backwards })).toBe('fixTime');
    expect(stepOf({ ...ended, fields: { ...ended.fields, breakMinutes: 300 } })).toBe('fixTime');
  });

  it('is the signature, also while the rest of the report is blank', () => {
    expect(stepOf(ended)).toBe('handOver');
  });

  it('is the report once signed, and to submit once written', () => {
    expect(stepOf(ended, confirmed(ended))).toBe('writeReport');
    expect(stepOf(reported, confirmed(ended))).toBe('submit');
  });

  it('is the signature again when a signed fact changed, and not when the report text did', () => {
    const corrected = { ...reported, fields: { ...reported.fields, breakMinutes: 45 } };
    expect(stepOf(corrected, confirmed(ended))).toBe('handOver');
    expect(hasFallenConfirmation(viewOf(corrected, confirmed(ended)), corrected)).toBe(true);
    expect(hasFallenConfirmation(viewOf(reported, confirmed(ended)), reported)).toBe(false);
  });

  it('[L17] is to choose between two texts first of all', () => {
    const conflict = { id: 'o/gist', field: 'gist', value: '別の文', by: 'p', atMs: 1 } as const;
    expect(stepOf({ ...reported, conflicts: [conflict] }, confirmed(ended))).toBe('chooseText');
  });
});

describe('minutes so far', () => {
  it('follow the clock that will be signed, less the break', () => {
    const running: Visit = { ...ended, time: { on: '2025-12-18', from: '14:30', to: null, toOn: '2025-12-18' } };
    expect(minutesSoFar(running, instantInJapan('2025-12-18', '16:42') + 59_000)).toBe(122);
    expect(minutesSoFar({ ...running, time: null }, 0)).toBeNull();
  });
});
