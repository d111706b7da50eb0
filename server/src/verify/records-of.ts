import { type Engagement, engagementParts } from '@banso/shared/engagement/engagement.ts';
import type { Kind } from '@banso/shared/operation/envelope.ts';
import { PARTS_OF_KIND } from '@banso/shared/operation/parts-of-kind.ts';
import type { Visit } from '@banso/shared/engagement/visit.ts';
import type { Material } from './material.ts';

/** The engagement as the exported records have it. */
export const engagementIn = ({ parts, zip }: Pick<Material, 'parts' | 'zip'>): Engagement =>
  engagementParts.fromParts(
    parts.filter(({ kind, aggregateId }) => kind === 'engagement' && aggregateId === zip.index.engagement),
  );

/** The exported aggregate of this kind besides the engagement; null when there is none. */
export const aggregateIn = ({ parts }: Pick<Material, 'parts'>, kind: Exclude<Kind, 'engagement'>): unknown =>
  PARTS_OF_KIND[kind].fromParts(parts.filter((part) => part.kind === kind)) as unknown;

/** 第1回; the id where a visit has no number. */
export const visitName = (visit: Visit | undefined, id: string): string =>
  visit?.number === null || visit === undefined ? `訪問 ${id}` : `第${visit.number}回`;
