import { useState } from 'react'
import { portalCompany, portalDocumentMail } from '../../../server/modules/billing/contract.ts'
import { portalMe } from '../../../server/modules/customers/contract.ts'
import { useAsk, useTell } from '../../ask.ts'
import { Button, Modal, Note, Problem, Radio } from '../../kit/index.ts'

/** Sends an invoice by mail again; what is said is only what is known: that it is on its way. */
export function MailAgain({ document, onClose }: { document: { id: string; number: string }; onClose: () => void }) {
  const me = useAsk(portalMe, {})
  const own = useAsk(portalCompany, {})
  const [to, setTo] = useState<'me' | 'billing'>('me')
  const send = useTell(portalDocumentMail, { quiet: true, stale: [] })
  const mine = me.data?.contact.email
  const theirs = own.data?.invoices_to?.email
  return (
    <Modal opened onClose={onClose} title={`Send ${document.number} by mail again?`}>
      {send.data ? (
        <div className="stack" style={{ gap: 'var(--s-4)' }}>
          <Note tone="accent" title="On its way">
            {document.number} goes to {send.data.to} with its PDF. If it does not come within some minutes, look among unwanted mail.
          </Note>
          <Button size="md" onClick={onClose}>
            Close
          </Button>
        </div>
      ) : (
        <form
          className="form"
          onSubmit={(event) => {
            event.preventDefault()
            send.mutate({ id: document.id, to })
          }}
        >
          <Radio.Group value={to} onChange={(value) => setTo(value === 'billing' ? 'billing' : 'me')} aria-label="To whom">
            <div className="many">
              <Radio value="me" label={mine ? `To me, ${mine}` : 'To me'} />
              {theirs && theirs !== mine && <Radio value="billing" label={`To whoever gets our invoices, ${theirs}`} />}
            </div>
          </Radio.Group>
          {send.error && <Problem error={send.error} />}
          <Button type="submit" size="md" loading={send.isPending} fullWidth>
            Send it
          </Button>
        </form>
      )}
    </Modal>
  )
}
