import type { ComponentType } from 'react';
import type { CompanyScreenProps } from './confirming.ts';
import { ProxyScreen } from './proxy-screen.tsx';
import { ReadScreen } from './read-screen.tsx';
import { SignScreen } from './sign-screen.tsx';
import { SignerScreen } from './signer-screen.tsx';
import { TypedScreen } from './typed-screen.tsx';
import { WaysScreen } from './ways-screen.tsx';

/** The screen of the step the company has come to; the ends are those of the place where it confirms. */
export function StepScreen({ done, ...props }: CompanyScreenProps & { readonly done: boolean }) {
  const step = stepOf(props, done);
  if (step === 'different' || step === 'ownPhone' || step === 'thanks') return props.place.ends[step]();
  const Screen = SCREENS[step];
  return <Screen {...props} />;
}

/** Text that changed since it was read has to be read again. */
const stepOf = ({ progress, asked }: CompanyScreenProps, done: boolean) => {
  if (done) return 'thanks';
  return progress.step !== 'different' && progress.read !== asked.hash ? 'read' : progress.step;
};

const SCREENS: Readonly<
  Record<'read' | 'signer' | 'ways' | 'proxy' | 'typed' | 'sign', ComponentType<CompanyScreenProps>>
> = {
  read: ReadScreen,
  signer: SignerScreen,
  ways: WaysScreen,
  proxy: ProxyScreen,
  typed: TypedScreen,
  sign: SignScreen,
};
