import * as v from 'valibot';
import { sha256Hex } from '../lib/hash.ts';
import { textSchema } from '../lib/text.ts';
import type { VisitField, VisitFields } from './visit.ts';

const TEXT_LIMIT = 8_000;
const dayOrBlank = v.pipe(v.string(), v.regex(/^(\d{4}-\d{2}-\d{2})?$/));
const timeOrBlank = v.pipe(v.string(), v.regex(/^(([01]\d|2[0-3]):[0-5]\d)?$/));

/** Each field's own schema. Form limits (100 characters of gist …) are findings, these are bounds of what can be stored. */
export const visitFieldSchemas = {
  mode: v.picklist(['onSite', 'online']),
  place: textSchema(200),
  present: textSchema(500),
  breakMinutes: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(24 * 60)),
  gist: textSchema(1_000),
  content: textSchema(TEXT_LIMIT),
  effect: textSchema(TEXT_LIMIT),
  progress: v.picklist(['asPlanned', 'changed', '']),
  changeReason: textSchema(TEXT_LIMIT),
  nextOn: dayOrBlank,
  nextFrom: timeOrBlank,
  nextTo: timeOrBlank,
  nextContent: textSchema(TEXT_LIMIT),
  message: textSchema(TEXT_LIMIT),
} as const satisfies Record<VisitField, v.GenericSchema>;

// Object.keys is typed string[]; the record above is exhaustive by `satisfies`.
export const VISIT_FIELDS = Object.keys(visitFieldSchemas) as readonly VisitField[];

/** Printed on the form under these labels (様式第3号, and the fields X-19 adds). */
export const VISIT_FIELD_LABELS: Readonly<Record<VisitField, string>> = {
  mode: '訪問・オンライン',
  place: '支援場所',
  present: '同席した人',
  breakMinutes: '休憩',
  gist: '支援内容の要旨',
  content: '支援内容',
  effect: '支援効果',
  progress: '進捗状況',
  changeReason: '変更理由',
  nextOn: '次回の実施日',
  nextFrom: '次回の開始時刻',
  nextTo: '次回の終了時刻',
  nextContent: '次回の支援内容',
  message: '連絡事項',
};

/** Fields the company signs (besides the time): changing one visibly needs a new signature. Source: requirements section 0 item 1. */
export const SIGNED_FIELDS: readonly VisitField[] = ['mode', 'place', 'present', 'breakMinutes', 'gist'];

/** The hash a writer quotes to say which text the edit started from (L17). */
export const fieldHash = (value: VisitFields[VisitField]): string => sha256Hex(JSON.stringify(value));
