import type { Confirmation } from '@banso/shared/evidence/confirmation.ts';
import { voucherOf, voucherText } from '@banso/shared/evidence/voucher.ts';
import { VERIFY_PATH } from '@banso/shared/protocol/verification.ts';
import { useState } from 'react';
import { useBanso } from '../../sync/banso-context.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { QrCode } from '../../ui/qr-code.tsx';
import { messages } from './messages.ts';

/** 控え: the company photographs a code and can see for itself, any day, whether the office has what it confirmed. */
export function VoucherOffer({
  confirmation,
  engagement,
}: {
  readonly confirmation: Confirmation;
  readonly engagement: string;
}) {
  const { me } = useBanso();
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  const text = voucherText(voucherOf(confirmation, { tenant: me.tenant, engagement }));
  return (
    <>
      <Button look="text" wide onClick={() => setOpen(true)}>
        {messages.voucher}
      </Button>
      <Dialog
        open={open}
        onClose={close}
        title={messages.voucherTitle}
        actions={
          <Button size="lg" wide onClick={close}>
            {messages.voucherClose}
          </Button>
        }
      >
        <p>{messages.voucherHow}</p>
        <div className="own-phone__code">
          <QrCode text={`${location.origin}${VERIFY_PATH}#${text}`} label={messages.voucherCode} />
        </div>
        <p>{messages.voucherWhat}</p>
      </Dialog>
    </>
  );
}
