import type { InvitationAnswer } from '@banso/shared/protocol/people.ts';
import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { Notice } from '../../ui/notice.tsx';
import { QrCode } from '../../ui/qr-code.tsx';
import { paths } from '../paths.ts';
import { messages } from './messages.ts';
import { instantWords } from './words.ts';

export type InvitationBoxProps = { readonly invitation: InvitationAnswer; readonly onClose: () => void };

/** Link, QR code and code of an invitation: shown here and never again. */
export function InvitationBox({ invitation: { linkToken, code, expiresAtMs, mailed }, onClose }: InvitationBoxProps) {
  const [copied, setCopied] = useState(false);
  const link = `${location.origin}${paths.signIn}#${linkToken}`;
  const copy = () => {
    navigator.clipboard.writeText(link).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <Notice
      kind="warn"
      live
      title={messages.onceTitle}
      actions={
        <>
          <Button onClick={copy}>{copied ? messages.copied : messages.copy}</Button>
          <Button onClick={onClose}>{messages.close}</Button>
        </>
      }
    >
      <p>{messages.onceHint}</p>
      {mailed !== null && <p>{mailed ? messages.mailed : messages.notMailed}</p>}
      <div className="people__once">
        <div className="people__qr">
          <QrCode text={link} label={messages.qr} />
        </div>
        <Facts>
          <Fact label={messages.code}>
            <span className="people__code">{code}</span>
          </Fact>
          <Fact label={messages.until}>{instantWords(expiresAtMs)}</Fact>
          <Fact label={messages.link} stacked>
            {link}
          </Fact>
        </Facts>
      </div>
    </Notice>
  );
}
