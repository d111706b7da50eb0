import { type Incident, type IncidentEntry, INCIDENT_TYPES, REPORTED_TO } from '@banso/shared/incident/incident.ts';
import { clockTimeInJapan, dayInJapan } from '@banso/shared/time/day.ts';
import { wareki } from '@banso/shared/time/wareki.ts';
import { messages } from './messages.ts';

/** 令和8年11月22日15:30 */
export const instantWords = (atMs: number): string => `${wareki(dayInJapan(atMs))}${clockTimeInJapan(atMs)}`;

export const typeWords = ({ type }: Pick<Incident, 'type'>): string => INCIDENT_TYPES[type];

/** The course in the order in which it happened, whenever it was written down: 発覚 first. */
export const courseLines = (incident: Incident): readonly string[] => [
  messages.line(instantWords(incident.foundAtMs), messages.found, incident.what),
  ...(incident.stopped === ''
    ? []
    : [messages.line(instantWords(incident.raisedAtMs), messages.entryTypes.measure, incident.stopped)]),
  ...incident.entries
    .toSorted((a, b) => a.atMs - b.atMs)
    .map((entry) => messages.line(instantWords(entry.atMs), messages.entryTypes[entry.type], entryWords(entry))),
];

const entryWords = (entry: IncidentEntry): string => {
  if (entry.type === 'instructed') return messages.instructedBy(entry.from, entry.text);
  if (entry.type === 'reported') return messages.reportedTo(REPORTED_TO[entry.to], entry.text);
  return entry.text;
};
