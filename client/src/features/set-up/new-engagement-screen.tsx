import { useState } from 'react';
import { useLocation } from 'wouter';
import { useBanso, useQuery } from '../../sync/banso-context.tsx';
import { useRecord } from '../../sync/use-record.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { BLANK_COMPANY, formToFacts } from '../company-facts.ts';
import { CompanyFields, isWhole } from '../company-fields.tsx';
import { DeskPlaces } from '../desk-places.tsx';
import { paths } from '../paths.ts';
import { RecordProblemNotice } from '../record-problem.tsx';
import { useKeptForm } from '../use-kept-form.ts';
import { messages } from './messages.ts';

const NEW = 'new';

/** One request of one company in one programme; the company is written once, or chosen where it is known. */
export function NewEngagementScreen() {
  const { newId } = useBanso();
  const [, navigate] = useLocation();
  const known = useQuery(async (store) => {
    const [programmes, companies, views] = await Promise.all([
      store.programmes(),
      store.companies(),
      store.engagements(),
    ]);
    return { programmes, companies, views };
  }, []);
  const { record, busy, problem } = useRecord();
  const kept = useKeptForm('new-engagement', { programme: '', chosen: '', ...BLANK_COMPANY });
  const [tried, setTried] = useState(false);
  if (!known) return null;
  const { programmes, companies, views } = known;
  const { programme: named, chosen, ...company } = kept.form;
  const programme = programmes.length === 1 ? programmes[0]?.id : named || undefined;
  const isNew = chosen === NEW || companies.length === 0;
  const again =
    !isNew && views.some(({ engagement: { core } }) => core?.company === chosen && core.programme === programme);
  const submit = async () => {
    setTried(true);
    if (!programme || (isNew ? !isWhole(company) : chosen === '')) return;
    const registered = isNew ? newId() : chosen;
    const facts = formToFacts(company);
    if (isNew && !(await record({ type: 'company-registered@1', aggregate: registered, body: facts }))) return;
    // From here on it is a known company: a second press must not register it again.
    if (isNew) kept.change({ ...BLANK_COMPANY, chosen: registered });
    const engagement = newId();
    const body = { programme, company: registered };
    if (!(await record({ type: 'engagement-created@1', aggregate: engagement, body }))) return;
    await kept.drop();
    navigate(paths.engagement(engagement), { replace: true });
  };
  return (
    <DeskPlaces current="more">
      <div className="set-up">
        <ButtonLink look="text" icon="back" href={paths.engagements}>
          {messages.back}
        </ButtonLink>
        <h1>{messages.newEngagement}</h1>
        {programmes.length === 0 ? (
          <Notice kind="info" title={messages.noProgramme} />
        ) : (
          <form
            className="set-up__form"
            aria-label={messages.newEngagement}
            noValidate
            onSubmit={(event) => {
              event.preventDefault();
              if (!busy) void submit();
            }}
          >
            {programmes.length > 1 && (
              <SelectField
                label={messages.programme}
                need="required"
                none={messages.choose}
                value={named}
                error={tried && named === '' ? messages.blank : undefined}
                onChange={(value) => kept.change({ programme: value })}
                choices={programmes.map(({ id, name, fiscalYear }) => ({ value: id, label: `${name}　${fiscalYear}` }))}
              />
            )}
            {companies.length > 0 && (
              <SelectField
                label={messages.company}
                need="required"
                none={messages.choose}
                value={chosen}
                error={tried && chosen === '' ? messages.blank : undefined}
                onChange={(value) => kept.change({ chosen: value })}
                choices={[
                  { value: NEW, label: messages.companyNew },
                  ...companies.map(({ id, name }) => ({ value: id, label: name })),
                ]}
              />
            )}
            {again && <Notice kind="warn" live title={messages.alreadySupported} />}
            {isNew && (
              <>
                <h2>{messages.companyHead}</h2>
                <p>{messages.companyHint}</p>
                <CompanyFields form={company} onChange={kept.change} tried={tried} />
              </>
            )}
            <RecordProblemNotice problem={problem} />
            <Button type="submit" look="solid" size="lg" busy={busy}>
              {messages.registerEngagement}
            </Button>
          </form>
        )}
      </div>
    </DeskPlaces>
  );
}
