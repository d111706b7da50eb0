import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { GUEST_PATH } from '@banso/shared/protocol/guest.ts';
import { COMPANY_PATH, CompanyApp, GuestApp } from './app/company-app.tsx';
import { coverWhenAway } from './app/cover.ts';
import { browserPorts } from './app/browser.ts';
import { NoStorageScreen } from './app/no-storage-screen.tsx';
import { takeLinkToken } from './app/take-link-token.ts';
import { listenForInstallPrompt } from './pwa/install-prompt.ts';
import { registerServiceWorker } from './pwa/register.ts';
import './ui/theme.css';

const place = document.getElementById('root');
if (!place) throw new Error('index.html has no #root');
const root = createRoot(place);

const verified = /^\/verify(?:\/([0-9A-Z]{26}))?\/?$/.exec(location.pathname);

if (verified && location.hash.length > 1) {
  // The voucher of a confirmation stands behind `#`: no server's log ever sees it.
  void import('./features/verify/voucher-page.tsx').then(({ VoucherPage }) =>
    root.render(<VoucherPage voucher={location.hash.slice(1)} />),
  );
} else if (verified) {
  // For people who hold a paper: nothing of the app, nothing is stored.
  void import('./features/verify/verify-page.tsx').then(({ VerifyPage }) =>
    root.render(<VerifyPage code={verified[1] ?? null} />),
  );
} else if (location.pathname === COMPANY_PATH || location.pathname === GUEST_PATH) {
  // A company's own browser: nothing is installed, and nobody is signed in there.
  root.render(<StrictMode>{location.pathname === GUEST_PATH ? <GuestApp /> : <CompanyApp />}</StrictMode>);
} else if ('indexedDB' in globalThis) {
  coverWhenAway();
  listenForInstallPrompt();
  void registerServiceWorker();
  const linkToken = takeLinkToken(window);
  const ports = browserPorts();
  // Asked before React starts: the browser takes as long to open its first database as React for its first render.
  const signedInHere = ports.signIns.current();
  root.render(
    <StrictMode>
      <App ports={ports} signedInHere={signedInHere} linkToken={linkToken} />
    </StrictMode>,
  );
} else {
  root.render(<NoStorageScreen />);
}
