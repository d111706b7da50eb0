import { type Role, type RoleGrant, ROLES } from '@banso/shared/operation/context.ts';
import { fiscalYearEnd, latestEnd, mayEnd, mustEnd } from '@banso/shared/person/role-ends.ts';
import type { Programme } from '@banso/shared/programme/programme.ts';
import type { Day } from '@banso/shared/time/day.ts';
import { Checkbox } from '../../ui/choice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { messages } from './messages.ts';

export type RolesFieldProps = {
  readonly roles: readonly RoleGrant[];
  readonly programmes: readonly Programme[];
  /** Today in Japan: ends are offered from it. */
  readonly today: Day;
  /** Says what is wrong with the ends; false until the first try to record. */
  readonly tried: boolean;
  readonly onChange: (roles: readonly RoleGrant[]) => void;
};

/** Roles that are about the office itself. */
const OFFICE_ROLES: readonly Role[] = ['administrator', 'privacyManager'];

/** Roles by programme, and those of the whole office, each with its last day; what a person has already stands there wherever it is. */
export function RolesField({ roles, programmes, today, tried, onChange }: RolesFieldProps) {
  const grantOf = (role: Role, programme: string | null) =>
    roles.find((grant) => grant.role === role && grant.programme === programme);
  const put = (role: Role, programme: string | null, grant: RoleGrant | null) => {
    const others = roles.filter((one) => one.role !== role || one.programme !== programme);
    onChange(grant ? [...others, grant] : others);
  };
  const toggle = (role: Role, programme: string | null, checked: boolean) =>
    put(
      role,
      programme,
      checked ? { role, programme, ...(mustEnd(role) ? { until: fiscalYearEnd(today) } : {}) } : null,
    );
  const places = [{ id: null, name: messages.wholeOffice }, ...programmes.map(({ id, name }) => ({ id, name }))];
  // An office without a programme yet gives every role for the whole of it.
  const shown = (role: Role, place: string | null) =>
    grantOf(role, place) !== undefined ||
    (place === null && programmes.length > 0 ? OFFICE_ROLES.includes(role) : true);
  return places.map(({ id, name }) => (
    <fieldset key={id ?? ''} className="field">
      <legend className="field__label">{name}</legend>
      <div className="people__roles">
        {ROLES.filter((role) => shown(role, id)).map((role) => (
          <Checkbox
            key={role}
            label={messages.roles[role]}
            checked={grantOf(role, id) !== undefined}
            onChange={(checked) => toggle(role, id, checked)}
          />
        ))}
      </div>
      <div className="people__ends">
        {ROLES.filter(mayEnd).map((role) => {
          const grant = grantOf(role, id);
          return grant && <EndField key={role} {...{ grant, today, tried }} onChange={(next) => put(role, id, next)} />;
        })}
      </div>
    </fieldset>
  ));
}

type EndFieldProps = {
  readonly grant: RoleGrant;
  readonly today: Day;
  readonly tried: boolean;
  readonly onChange: (grant: RoleGrant) => void;
};

/** The last day of a role: asked of whoever looks in from outside, offered for everybody else. */
function EndField({ grant, today, tried, onChange }: EndFieldProps) {
  const { role, programme, until } = grant;
  const required = mustEnd(role);
  return (
    <TextField
      label={messages.endOf(messages.roles[role])}
      need={required ? 'required' : 'optional'}
      help={required ? messages.endHelp : undefined}
      type="date"
      width="medium"
      min={today}
      max={required ? latestEnd(today) : undefined}
      value={until ?? ''}
      error={tried && required && until === undefined ? messages.endMissing : undefined}
      onChange={(day) => onChange({ role, programme, ...(day === '' ? {} : { until: day }) })}
    />
  );
}
