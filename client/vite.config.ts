import { readFileSync } from 'node:fs';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { clientPackages, noticesText } from '../scripts/third-party.mjs';
import { packedBanks } from '../scripts/bank-list.mjs';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));

/** Beside the app, as the licences of what is built into it ask for: その他 → ライセンス. */
const thirdPartyNotices: Plugin = {
  name: 'third-party-notices',
  generateBundle() {
    this.emitFile({ type: 'asset', fileName: 'licenses.txt', source: noticesText(clientPackages()) });
  },
};

/** `virtual:bank-list`: every bank and branch as one text, in a chunk of its own that no screen needs at its start. */
const bankList: Plugin = {
  name: 'bank-list',
  resolveId: (id) => (id === 'virtual:bank-list' ? '\0bank-list' : undefined),
  load: (id) => (id === '\0bank-list' ? `export default ${JSON.stringify(packedBanks())};` : undefined),
};

export default defineConfig({
  root: import.meta.dirname,
  define: { __APP_VERSION__: JSON.stringify(version) },
  plugins: [
    react(),
    thirdPartyNotices,
    bankList,
    VitePWA({
      strategies: 'injectManifest',
      registerType: 'prompt',
      // src/pwa/register.ts does it: the plugin's own script reloads every tab, also one with unsaved input.
      injectRegister: false,
      srcDir: 'src/pwa',
      filename: 'service-worker.ts',
      injectManifest: {
        globPatterns: ['**/*.{js,css,html,svg,png,woff2,webmanifest,txt}'],
        // 300 kB that one form asks for: kept by the service worker once it did.
        globIgnores: ['**/_bank-list-*'],
      },
      manifest: {
        id: '/',
        name: '伴走 Banso',
        short_name: '伴走',
        description: '専門家の訪問を記録し、会社の確認をその場で受け取ります。電波がなくても使えます。',
        lang: 'ja',
        dir: 'ltr',
        start_url: '/',
        scope: '/',
        display: 'standalone',
        theme_color: '#ffffff',
        background_color: '#ffffff',
        icons: [
          { src: '/icons/icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: '/icons/icon-512.png', sizes: '512x512', type: 'image/png' },
          { src: '/icons/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
        ],
      },
    }),
  ],
  build: {
    target: 'es2022',
    sourcemap: true,
    // Everything is a file of its own: the content security policy allows neither inline code nor data: styles.
    assetsInlineLimit: 0,
    rolldownOptions: {
      // What the first screen needs is one file: as twenty, each passes the service worker on its own before anything is drawn.
      output: { codeSplitting: { groups: [{ name: 'start', tags: ['$initial'] }] } },
    },
  },
  server: { proxy: { '/api': 'http://localhost:8787' } },
});
