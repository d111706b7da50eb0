import { ANSWERABLE } from '@banso/shared/programme/answers-for.ts';
import { phonesCovered } from '@banso/shared/programme/consent.ts';
import { registersProgrammes } from '@banso/shared/programme/registers-programmes.ts';
import { useBanso, useQuery } from '../../sync/banso-context.tsx';
import { ButtonLink } from '../../ui/button.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { DeskPlaces } from '../desk-places.tsx';
import { paths } from '../paths.ts';
import { invites, registersEngagements } from './may-set-up.ts';
import { messages } from './messages.ts';

/** What is still to be done before the first visit, the next thing first. */
export function SetUpScreen() {
  const { me } = useBanso();
  const known = useQuery(
    async (store) => ({
      programmes: await store.programmes(),
      people: await store.people(),
      engagements: (await store.engagements()).length,
    }),
    [],
  );
  if (!known) return null;
  const { programmes, people, engagements } = known;
  const steps = [
    {
      step: 'programme',
      done: programmes.length > 0,
      href: paths.programme('new'),
      mayDo: registersProgrammes(me.roles),
    },
    {
      step: 'people',
      done: people.some(({ roles }) => roles.some(({ role }) => role === 'expert')),
      href: paths.people,
      mayDo: invites(me.roles),
    },
    {
      step: 'consent',
      done: programmes.some(phonesCovered),
      href: paths.consents,
      mayDo: me.roles.some(({ role }) => ANSWERABLE.some((one) => one === role)),
    },
    {
      step: 'engagement',
      done: engagements > 0,
      href: paths.engagement('new'),
      mayDo: registersEngagements(me.roles),
    },
  ] as const;
  const next = steps.find(({ done }) => !done)?.step;
  return (
    <DeskPlaces current="review">
      <div className="set-up">
        <h1>{messages.guideTitle}</h1>
        <p>{messages.guideHint}</p>
        <ol className="set-up__steps">
          {steps.map(({ step, done, href, mayDo }) => (
            <li key={step}>
              <div>
                <strong>{messages.guide[step]}</strong>
                {done && <StateMark state="sent">{messages.guideDone}</StateMark>}
              </div>
              <p>{messages.guideWhy[step]}</p>
              {!done && mayDo && (
                <ButtonLink look={step === next ? 'solid' : 'outline'} href={href}>
                  {messages.guide[step]}
                </ButtonLink>
              )}
              {!done && !mayDo && <p className="hint">{messages.guideByOther}</p>}
            </li>
          ))}
        </ol>
      </div>
    </DeskPlaces>
  );
}
