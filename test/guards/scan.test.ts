import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { formsAddress, startFront } from '../scan/front.ts';
import { fieldsOf, withFields } from '../scan/json-form.ts';
import { missingScanners } from '../scan/scanners.ts';
import { targetsOf } from '../scan/targets.ts';

const body = { token: 'a', v: 1, push: { items: [{ text: 'b' }], seq: 2 }, none: null, yes: true };

describe('what stands between a scanner and the server', () => {
  const closing: (() => Promise<void> | void)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });

  it('[L15.188] a form has a field for each text and number of a JSON body, and gives it back with what was put in', () => {
    expect(fieldsOf(body)).toEqual([
      ['token', 'a'],
      ['v', '1'],
      ['push.items.0.text', 'b'],
      ['push.seq', '2'],
    ]);
    expect(withFields(body, new URLSearchParams(fieldsOf(body).map(([name, value]) => [name, value])))).toEqual(body);
    const hostile = new URLSearchParams({ 'push.items.0.text': "' or 1=1", v: '1x' });
    expect(withFields(body, hostile)).toEqual({ ...body, v: '1x', push: { items: [{ text: "' or 1=1" }], seq: 2 } });
  });

  it('[L15.188] it counts every answer, keeps what failed, and lets each request come from another address', async () => {
    const heard: { readonly from: string | undefined; readonly type: string | undefined; readonly said: string }[] = [];
    const target = createServer((request: IncomingMessage, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const said = Buffer.concat(chunks).toString('utf8');
        heard.push({ from: request.socket.remoteAddress, type: request.headers['content-type'], said });
        response.writeHead(request.url === '/broken' ? 500 : 200).end('x');
      });
    });
    await new Promise<void>((resolve) => target.listen(0, '127.0.0.1', resolve));
    closing.push(() => void target.close());
    // A TCP server's address has a port.
    const url = `http://127.0.0.1:${(target.address() as AddressInfo).port}`;
    const front = await startFront({ target: url, cookie: 'a=b', forms: [{ path: '/api/x', body: { token: 't' } }] });
    closing.push(front.close);
    const page = await (await fetch(formsAddress(front))).text();
    const action = /action="([^"]+)"/.exec(page)?.[1] ?? '';
    await fetch(`${front.url}${action}`, { method: 'POST', body: new URLSearchParams({ token: '<x>' }) });
    await fetch(`${front.url}/broken`);
    expect(heard[0]).toMatchObject({ type: 'application/json', said: '{"token":"<x>"}' });
    expect(new Set(heard.map(({ from }) => from)).size).toBe(process.platform === 'linux' ? 2 : 1);
    expect(front.traffic()).toEqual({
      requests: 2,
      byStatus: { 200: 1, 500: 1 },
      failures: [{ request: 'GET /broken', body: '', status: 500 }],
    });
  });

  it('[L15.188] every value of a body and every place of an address is marked once, each with a session of its own', () => {
    let sessions = 0;
    const place = { engagement: 'e', visit: 'v', expert: 'x', newSession: () => `s${++sessions}` };
    const routes = [
      { method: 'POST', path: '/api/people/:person/invitation' },
      { method: 'GET', path: '/api/forms/:form/:engagement/:file{.+\\.pdf}' },
      { method: 'GET', path: '/api/me' },
    ];
    const targets = targetsOf({ ...place, routes }, { '/api/people/:person/invitation': body });
    expect(targets.map(({ address, body: sent }) => [address, sent])).toEqual([
      ['/api/me', null],
      [
        '/api/people/x/invitation',
        '{"token":"a*","v":1*,"push":{"items":[{"text":"b*"}],"seq":2*},"none":null,"yes":true}',
      ],
      ['/api/people/x*/invitation', JSON.stringify(body)],
      ['/api/forms/visit-report*/e*/v*.pdf', null],
    ]);
    expect(new Set(targets.map(({ session }) => session)).size).toBe(targets.length);
  });

  it('[L15.188] what this machine lacks is named', () => {
    const { PATH } = process.env;
    process.env.PATH = '';
    expect(missingScanners()).toEqual(['sqlmap', 'wapiti']);
    process.env.PATH = PATH;
  });
});
