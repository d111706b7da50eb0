import { PLACE_CLASSES } from '@banso/shared/device/device.ts';
import type { ConsentItems } from '@banso/shared/programme/consent.ts';
import type { Programme } from '@banso/shared/programme/programme.ts';
import type { DeviceRegister } from '@banso/shared/protocol/devices.ts';
import { useEffect, useState } from 'react';
import { useBanso } from '../../sync/banso-context.tsx';
import { Letter } from '../letter.tsx';
import { messages } from './messages.ts';

/** 承諾申請書: what the commissioner is asked for, from what is known here; printed alone. */
export function ConsentDraft({ programme, items }: { readonly programme: Programme; readonly items: ConsentItems }) {
  const { devices: transport } = useBanso();
  const [register, setRegister] = useState<DeviceRegister>();
  useEffect(() => {
    let current = true;
    void transport.register().then((asked) => {
      if (current && 'answer' in asked) setRegister(asked.answer);
    });
    return () => {
      current = false;
    };
  }, [transport]);
  const rows: readonly (readonly [string, string])[] = [
    [messages.phones, items.phones ? messages.yes : messages.no],
    [messages.draftDevices, devicesWords(register)],
    [messages.places, items.places.map((place) => messages.placeNames[place]).join('、')],
    [messages.hosting, items.hosting || messages.toFill],
    [messages.serverPlace, items.serverPlace || messages.toFill],
    [messages.draftAddress, window.location.origin],
    [messages.mail, items.mail ? messages.yes : messages.no],
    [messages.links, items.links ? messages.yes : messages.no],
  ];
  return (
    <Letter
      heading="h3"
      title={messages.draft}
      date={messages.draftDate}
      to={messages.draftTo(programme.addressee)}
      from={messages.draftFrom(programme.office)}
      lead={messages.draftLead(programme.name, programme.fiscalYear)}
      note={messages.draftNote}
      rows={rows}
    />
  );
}

const devicesWords = (register: DeviceRegister | undefined): string => {
  const inUse = register?.devices.filter(({ state }) => state === 'inUse') ?? [];
  if (inUse.length === 0) return messages.draftNoDevices;
  const counts = PLACE_CLASSES.flatMap((place) => {
    const count = inUse.filter(({ facts }) => {
      const declared = facts.findLast(({ type }) => type === 'declared');
      return declared?.type === 'declared' && declared.place === place;
    }).length;
    return count === 0 ? [] : [messages.draftPlaceCount(messages.placeNames[place], count)];
  });
  return messages.draftDevicesWords(inUse.length, counts.join('、'));
};
