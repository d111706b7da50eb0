import { type Role, type RoleGrant, ROLES } from '@banso/shared/operation/context.ts';
import type { Programme } from '@banso/shared/programme/programme.ts';
import { Checkbox } from '../../ui/choice.tsx';
import { messages } from './messages.ts';

export type RolesFieldProps = {
  readonly roles: readonly RoleGrant[];
  readonly programmes: readonly Programme[];
  readonly onChange: (roles: readonly RoleGrant[]) => void;
};

/** Roles that are about the office itself. */
const OFFICE_ROLES: readonly Role[] = ['administrator', 'privacyManager'];

/** Roles by programme, and those of the whole office; what a person has already stands there wherever it is. */
export function RolesField({ roles, programmes, onChange }: RolesFieldProps) {
  const has = (role: Role, programme: string | null) =>
    roles.some((grant) => grant.role === role && grant.programme === programme);
  const toggle = (role: Role, programme: string | null, checked: boolean) => {
    const others = roles.filter((grant) => grant.role !== role || grant.programme !== programme);
    onChange(checked ? [...others, { role, programme }] : others);
  };
  const places = [{ id: null, name: messages.wholeOffice }, ...programmes.map(({ id, name }) => ({ id, name }))];
  // An office without a programme yet gives every role for the whole of it.
  const shown = (role: Role, place: string | null) =>
    has(role, place) || (place === null && programmes.length > 0 ? OFFICE_ROLES.includes(role) : true);
  return places.map(({ id, name }) => (
    <fieldset key={id ?? ''} className="field">
      <legend className="field__label">{name}</legend>
      <div className="people__roles">
        {ROLES.filter((role) => shown(role, id)).map((role) => (
          <Checkbox
            key={role}
            label={messages.roles[role]}
            checked={has(role, id)}
            onChange={(checked) => toggle(role, id, checked)}
          />
        ))}
      </div>
    </fieldset>
  ));
}
