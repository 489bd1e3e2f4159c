import { useState } from 'react'
import { me, sessionProve } from '../../server/modules/people/contract.ts'
import { useAsk } from '../ask.ts'
import { Modal } from '../kit/controls.tsx'
import { PasswordField, TextField } from '../kit/form/fields.tsx'
import { Form } from '../kit/form/Form.tsx'

/** The dialog in which somebody proves anew who sits here: by password or by a code. */
export default function ProveIt({ close }: { close: (proven: boolean) => void }) {
  const [byCode, setByCode] = useState(false)
  const asked = useAsk(me, {})
  // above the dialog whose deed asked for it
  return (
    <Modal opened onClose={() => close(false)} title="Confirm that it is you" zIndex={400}>
      <p className="quiet">
        Roles, keys and the bank accounts of our companies change only after a fresh proof; this one holds for five minutes.
      </p>
      <Form
        key={String(byCode)}
        operation={sessionProve}
        submit="Confirm"
        unguarded
        stale={[]}
        onCancel={() => close(false)}
        onDone={() => close(true)}
      >
        {byCode ? (
          <TextField name="code" label="Six digits of the app" inputMode="numeric" autoComplete="one-time-code" autoFocus mono />
        ) : (
          <PasswordField name="password" label="Your password" autoComplete="current-password" autoFocus />
        )}
        {asked.data?.two_factor && (
          <button type="button" className="linkish" onClick={() => setByCode(!byCode)}>
            {byCode ? 'Use the password' : 'Use a code of the app'}
          </button>
        )}
      </Form>
    </Modal>
  )
}
