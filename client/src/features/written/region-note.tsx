import { regionOf } from '@banso/shared/money/regions.ts';
import { REGION_TABLES } from '@banso/shared/programmes/region-tables.ts';
import type { EngagementView } from '../../store/client-store.ts';
import { messages } from './messages.ts';

/** Beside the wish for fares: where the company lies, and when a fare is paid instead of the flat amount (F-5-2). */
export function RegionNote({ view }: { readonly view: EngagementView }) {
  const fare = view.ruleSet?.money?.travel?.actualFare;
  if (!fare) return null;
  const region = regionOf(view.company?.address ?? '', REGION_TABLES[fare.regions]);
  return (
    <p className="written__note">
      {region
        ? messages.region(
            `地域${region.no}（${region.name}${region.municipality === null ? '' : `・${region.municipality}`}）`,
          )
        : messages.regionUnknown}
      {messages.regionRule(String(fare.overMetres.value / 1000), fare.source)}
    </p>
  );
}
