import { visitsInOrder } from '@banso/shared/engagement/engagement.ts';
import { expertInCharge } from '@banso/shared/engagement/team.ts';
import { useLocation } from 'wouter';
import type { EngagementView } from '../../store/client-store.ts';
import { useBanso, useQuery } from '../../sync/banso-context.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { DeskPlaces } from '../desk-places.tsx';
import { messages as common } from '../messages.ts';
import { paths } from '../paths.ts';
import { registersEngagements } from './may-set-up.ts';
import { messages } from './messages.ts';

/** 支援案件: every company with its expert and its contract. */
export function EngagementsScreen() {
  const { me } = useBanso();
  const [, navigate] = useLocation();
  const known = useQuery(async (store) => {
    const [views, people] = await Promise.all([store.engagements(), store.people()]);
    return { views, names: new Map(people.map(({ id, name }) => [id, name])) };
  }, []);
  return (
    <DeskPlaces current="more">
      <div className="set-up set-up--wide">
        <ButtonLink look="text" icon="back" href={paths.more}>
          {messages.back}
        </ButtonLink>
        <h1>{messages.engagements}</h1>
        <p>{messages.engagementsIntro}</p>
        {registersEngagements(me.roles) && (
          <ButtonLink look="solid" href={paths.engagement('new')}>
            {messages.newEngagement}
          </ButtonLink>
        )}
        {!known ? (
          <p role="status">{common.loading}</p>
        ) : (
          <DataTable<EngagementView>
            caption={messages.engagements}
            items={known.views}
            rowKey={({ id }) => id}
            onOpen={({ id }) => navigate(paths.engagement(id))}
            empty={<p>{messages.engagementsNone}</p>}
            columns={[
              { key: 'company', head: messages.company, cell: ({ company }) => company?.name },
              { key: 'programme', head: messages.programme, cell: ({ programme }) => programme?.name },
              {
                key: 'expert',
                head: messages.expert,
                cell: ({ engagement }) => {
                  const expert = expertInCharge(engagement);
                  return expert === null ? messages.expertNone : (known.names.get(expert) ?? expert);
                },
              },
              {
                key: 'contract',
                head: messages.contract,
                cell: ({ engagement }) => engagement.core?.contract?.number ?? messages.contractNone,
              },
              {
                key: 'visits',
                head: messages.visits,
                figures: true,
                cell: ({ engagement }) => messages.visitCount(visitsInOrder(engagement).length),
              },
            ]}
          />
        )}
      </div>
    </DeskPlaces>
  );
}
