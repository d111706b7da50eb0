import { useSyncExternalStore } from 'react';

/** Chromium's own prompt, kept for the moment when we ask. Not in TypeScript's DOM library. */
type BeforeInstallPromptEvent = Event & {
  readonly prompt: () => Promise<{ readonly outcome: 'accepted' | 'dismissed' }>;
};

/** How the app can be installed here. installed: it runs as the app. none: this browser offers no way. */
export type InstallWay = 'installed' | 'prompt' | 'ios' | 'none';

let offered: BeforeInstallPromptEvent | null = null;
let installed = false;
const listeners = new Set<() => void>();

/** Call before the first render: the browser offers its prompt once, early. */
export function listenForInstallPrompt(): void {
  window.addEventListener('beforeinstallprompt', (event) => {
    // Else the browser shows its own bar over the screen.
    event.preventDefault();
    offered = event as BeforeInstallPromptEvent;
    tell();
  });
  window.addEventListener('appinstalled', () => {
    offered = null;
    installed = true;
    tell();
  });
}

/** The way to install, for a component. */
export function useInstallWay(): InstallWay {
  return useSyncExternalStore(listen, installWay);
}

/** Shows the browser's prompt; must come from a tap. */
export async function promptInstall(): Promise<void> {
  const event = offered;
  offered = null;
  await event?.prompt();
  tell();
}

function installWay(): InstallWay {
  if (installed || runsAsApp()) return 'installed';
  if (offered) return 'prompt';
  return isIos() ? 'ios' : 'none';
}

function runsAsApp(): boolean {
  return (
    window.matchMedia('(display-mode: standalone)').matches ||
    ('standalone' in navigator && navigator.standalone === true)
  );
}

/** An iPad calls itself a Mac; only its touch points tell. */
function isIos(): boolean {
  return (
    /iPhone|iPad|iPod/.test(navigator.userAgent) ||
    (navigator.userAgent.includes('Macintosh') && navigator.maxTouchPoints > 1)
  );
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tell(): void {
  for (const listener of listeners) listener();
}
