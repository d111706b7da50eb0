import type { Visit } from '@banso/shared/engagement/visit.ts';
import {
  type ConfirmationLine,
  confirmationLines,
  confirmationText,
} from '@banso/shared/evidence/confirmation-text.ts';
import { sha256Hex } from '@banso/shared/lib/hash.ts';
import { type ComponentType, useState } from 'react';
import type { EngagementView } from '../../store/client-store.ts';
import { useBanso, useQuery } from '../../sync/banso-context.tsx';
import { type HandOver, saveHandOver } from '../../sync/hand-over-draft.ts';
import { ProxyScreen } from './proxy-screen.tsx';
import { ReadScreen } from './read-screen.tsx';
import { SignScreen } from './sign-screen.tsx';
import { SignerScreen } from './signer-screen.tsx';
import { DifferentScreen, MissingScreen, ThanksScreen } from './give-back-screens.tsx';
import { TypedScreen } from './typed-screen.tsx';
import { WaysScreen } from './ways-screen.tsx';
import { useNoWayBack } from './use-no-way-back.ts';
import './hand-over.css';

/** What each of the company's screens works with: this one visit and nothing else. */
export type CompanyScreenProps = {
  readonly handOver: HandOver;
  readonly view: EngagementView;
  readonly visit: Visit;
  readonly shown: ShownText;
  /** Goes on; kept on the device first, so that a reload stays here. */
  readonly go: (change: Partial<HandOver>) => Promise<void>;
  /** The device could not keep the step: the company stays where it is. */
  readonly failed: boolean;
};

/** Exactly what is on the screen, and what will be hashed and signed. */
export type ShownText = {
  readonly lines: readonly ConfirmationLine[];
  readonly text: string;
  readonly hash: string;
  readonly parties: { readonly company: string; readonly expert: string };
};

/** The company's own screens: read, say yes, name the signer, sign. */
export function CompanyScreens({ handOver }: { readonly handOver: HandOver }) {
  useNoWayBack();
  const { me, store } = useBanso();
  const [failed, setFailed] = useState(false);
  const answer = useQuery(
    async (from) => ({ view: await from.engagement(handOver.engagement) }),
    [handOver.engagement],
  );
  if (!answer) return null;
  const { view } = answer;
  const visit = view?.engagement.visits[handOver.visit];
  const shown = view && visit ? shownText(view, visit, me.name) : null;
  if (!view || !visit || !shown) return <MissingScreen handOver={handOver} />;
  const go = async (change: Partial<HandOver>) => {
    const kept = await saveHandOver(store, { ...handOver, ...change });
    setFailed(kept === 'failed');
  };
  const Screen = screens[stepOf(handOver, view, shown)];
  return <Screen {...{ handOver, view, visit, shown, go, failed }} />;
}

/** Text that changed since it was read has to be read again; a confirmation that is recorded needs no second one. */
const stepOf = ({ step, read, confirmation }: HandOver, { engagement }: EngagementView, { hash }: ShownText) => {
  if (confirmation !== null && engagement.confirmations[confirmation]) return 'thanks';
  return step !== 'different' && read !== hash ? 'read' : step;
};

const shownText = (view: EngagementView, visit: Visit, me: string): ShownText | null => {
  if (!view.company) return null;
  const parties = { company: view.company.name, expert: view.expert?.name ?? me };
  const lines = confirmationLines(visit, parties);
  const text = confirmationText(visit, parties);
  return lines && text !== null ? { lines, text, hash: sha256Hex(text), parties } : null;
};

const screens: Readonly<Record<HandOver['step'], ComponentType<CompanyScreenProps>>> = {
  read: ReadScreen,
  different: DifferentScreen,
  signer: SignerScreen,
  ways: WaysScreen,
  proxy: ProxyScreen,
  typed: TypedScreen,
  sign: SignScreen,
  thanks: ThanksScreen,
};
