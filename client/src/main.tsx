import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { browserPorts } from './app/browser.ts';
import { NoStorageScreen } from './app/no-storage-screen.tsx';
import { takeLinkToken } from './app/take-link-token.ts';
import { listenForInstallPrompt } from './pwa/install-prompt.ts';
import { registerServiceWorker } from './pwa/register.ts';
import './ui/theme.css';

listenForInstallPrompt();
void registerServiceWorker();

const place = document.getElementById('root');
if (!place) throw new Error('index.html has no #root');
const root = createRoot(place);

const verified = /^\/verify(?:\/([0-9A-Z]{26}))?\/?$/.exec(location.pathname);

if (verified) {
  // For people who hold a paper: nothing of the app, nothing is stored.
  void import('./features/verify/verify-page.tsx').then(({ VerifyPage }) =>
    root.render(<VerifyPage code={verified[1] ?? null} />),
  );
} else if ('indexedDB' in globalThis) {
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
