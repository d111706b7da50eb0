import { expect, test } from 'vitest';
import { inspector } from './inspector.ts';
import { button, heading, startVisit } from './phone-steps.ts';
import { stage } from './stage.ts';

const { serverAndPhone, pcOf } = stage();

test('[L4.41] バックアップから戻した後、サインインした端末の記録は自動で戻り、管理者は戻ったものと通信していない端末を見て確認を終える', async () => {
  const { server, phone } = await serverAndPhone();
  const page = phone.page();
  await server.stop();
  expect(await server.run('backup')).toContain('バックアップ');
  await server.start();
  await startVisit(page);
  await page.goto(`${server.url}/outbox`);
  await heading(page, '送信済　1件').waitFor();
  await phone.context().setOffline(true);

  await server.stop();
  expect(await server.restore()).toContain('戻しました');
  await server.start();
  const pc = await pcOf(server, '中原 さとみ');
  const office = pc.page();
  const { look, wrong } = inspector();
  await office.goto(`${server.url}/backups`);
  await heading(office, 'バックアップから戻した後の確認').waitFor();
  await office.getByText('契約の記録、会社の受入れ、報告の承認を止めています').waitFor();
  const phoneRow = office.getByRole('row', { name: /青柳 由美子/ });
  await expect.poll(() => phoneRow.innerText()).toContain('まだありません');
  await look(office, 'restoration');

  // Sessions are not restored: whoever signs in again brings what the phone still has.
  await phone.context().setOffline(false);
  await page.goto(`${server.url}/sign-in`);
  await page.getByLabel('コード').fill(server.codeOf('青柳 由美子'));
  await button(page, 'サインインする').click();
  await page.getByRole('link', { name: 'つづける' }).waitFor();
  await expect
    .poll(
      async () => {
        await office.reload();
        await heading(office, 'バックアップから戻した後の確認').waitFor();
        return phoneRow.innerText();
      },
      { timeout: 90_000, interval: 2_000 },
    )
    .toMatch(/\t1\t0$/);
  await button(office, '確認を終える').click();
  await button(office, '終えて、承認などを再開する').click();
  await office.getByText('確かめたことを書いてください。').waitFor();
  await office.getByLabel(/^確かめたこと/).fill('全員の端末が届いたことを確かめた。');
  await look(office, 'restoration-end');
  await button(office, '終えて、承認などを再開する').click();
  await heading(office, 'バックアップから戻した後の確認').waitFor({ state: 'detached' });
  expect(wrong).toEqual([]);
  expect(pc.complaints).toEqual([]);
});
