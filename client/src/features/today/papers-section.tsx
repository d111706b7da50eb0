import type { EngagementView } from '../../store/client-store.ts';
import { expertInCharge } from '@banso/shared/engagement/team.ts';
import { useBanso } from '../../sync/banso-context.tsx';
import { Row, Rows } from '../../ui/row.tsx';
import { paths } from '../paths.ts';
import { CompanyName } from '../phrases.tsx';
import { messages } from './messages.ts';
import { papersWords } from './papers-state.ts';

/** 書類: the papers of each company that this expert supports, with a word where one was sent back. */
export function PapersSection({ views }: { readonly views: readonly EngagementView[] }) {
  const { me } = useBanso();
  const own = views.filter(({ engagement }) => expertInCharge(engagement) === me.person);
  if (own.length === 0) return null;
  return (
    <section className="section" aria-labelledby="papers">
      <h2 id="papers">{messages.papers}</h2>
      <Rows>
        {own.map((view) => (
          <Row
            key={view.id}
            href={paths.papers(view.id)}
            title={<CompanyName name={view.company?.name} />}
            detail={papersWords(view)}
          />
        ))}
      </Rows>
    </section>
  );
}
