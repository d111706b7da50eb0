import { afterEach, expect, test } from 'vitest';
import { type AppServer, startAppServer } from '../support/app-server.ts';
import { openFirefox } from './firefox-pilot.ts';
import { choose, fill, type Pilot, press, readToTheEnd, readyForOffline, sees, sign } from './pilot.ts';
import { openWebKit } from './webkit-pilot.ts';

const opened: { readonly servers: AppServer[]; readonly pilots: Pilot[] } = { servers: [], pilots: [] };

afterEach(async () => {
  for (const pilot of opened.pilots.splice(0)) await pilot.close();
  for (const server of opened.servers.splice(0)) await server.close();
});

test('[L3.22] Firefoxでも、サーバーが落ちている間に訪問を記録し、会社が署名し、提出でき、動き出すと自動で送られる', async () => {
  const phone = await signedIn(openFirefox);
  await visitWithoutServer(phone);
  expect(await saysSent(phone.pilot)).toBe(false);
  await phone.server.start();
  await sees(phone.pilot, '提出済・送信済');
});

test('[L3.22] WebKitGTKでも、サーバーが落ちている間に訪問を記録し、会社が署名し、提出でき、動き出すと自動で送られる', async () => {
  const phone = await signedIn(openWebKit);
  await visitWithoutServer(phone);
  expect(await saysSent(phone.pilot)).toBe(false);
  await phone.server.start();
  await sees(phone.pilot, '提出済・送信済');
});

const visitWithoutServer = async ({ server, pilot }: { server: AppServer; pilot: Pilot }): Promise<void> => {
  await readyForOffline(pilot);
  // As the app is opened from then on.
  await pilot.goto(server.url);
  await sees(pilot, '訪問を始める');
  await server.kill();
  await recordVisit(pilot);
  await signAndSubmit(pilot);
  await sees(pilot, '提出の操作済・未送信');
};

const saysSent = (pilot: Pilot): Promise<unknown> =>
  pilot.run('return document.body.innerText.includes("提出済・送信済")');

const signedIn = async (open: () => Promise<Pilot>) => {
  const server = await startAppServer();
  opened.servers.push(server);
  const pilot = await open();
  opened.pilots.push(pilot);
  await pilot.goto(server.linkOf('青柳 由美子'));
  await press(pilot, 'この端末で始める');
  await sees(pilot, '端末の届出');
  await choose(pilot, '外出先');
  await choose(pilot, 'している');
  await press(pilot, '届け出る');
  await sees(pilot, '訪問を始める');
  return { server, pilot };
};

const recordVisit = async (pilot: Pilot): Promise<void> => {
  await press(pilot, '訪問を始める');
  await fill(pilot, '支援内容の要旨', '原価を一緒に計算し、価格を見直す方針を決めた。');
  await press(pilot, '同席');
  await fill(pilot, 'お名前', '川上 正一');
  await press(pilot, 'この内容にする');
  await sees(pilot, 'この端末に保存しました');
  await press(pilot, '訪問を終える');
  await press(pilot, '訪問を終える');
  await sees(pilot, '訪問のまとめ');
  await press(pilot, '時刻を直す');
  await fill(pilot, '実施日', yesterday());
  await fill(pilot, '開始', '13:00');
  await fill(pilot, '終了', '16:20');
  await fill(pilot, '理由', '開始のボタンを押し忘れたため。');
  await press(pilot, 'この時刻で記録する');
  await press(pilot, '会社に確認をお願いする');
  await sees(pilot, 'このとおりでしたか');
  await sees(pilot, '3時間20分（200分）');
  await readToTheEnd(pilot);
  await press(pilot, 'はい、このとおりです');
  await sees(pilot, 'お名前を確かめてください');
};

const signAndSubmit = async (pilot: Pilot): Promise<void> => {
  await press(pilot, '署名へ進む');
  await sign(pilot);
  await press(pilot, '確認する');
  await sees(pilot, 'ありがとうございました');
  await press(pilot, '専門家が端末を受け取る');
  await fill(pilot, '私は専門家', '');
  await press(pilot, '受け取って続ける');
  await sees(pilot, '報告書を書く');
  await writeReport(pilot);
  await press(pilot, '提出する');
  await sees(pilot, '提出の操作をしました');
};

const writeReport = async (pilot: Pilot): Promise<void> => {
  await press(pilot, '報告書を書く');
  await fill(pilot, '支援内容必須', '商品ごとの材料費を表にした。');
  await fill(pilot, '支援効果', '赤字の商品が分かった。');
  await fill(pilot, '予定通り', '');
  await press(pilot, '書き終えた');
};

const DAY_MS = 24 * 60 * 60 * 1000;
const yesterday = (): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Tokyo' }).format(Date.now() - DAY_MS);
