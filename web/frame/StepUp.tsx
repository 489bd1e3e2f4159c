import { useEffect, useState } from 'react'
import { me, sessionProve } from '../../server/modules/people/contract.ts'
import { onStepUp, useAsk } from '../ask.ts'
import { Modal } from '../kit/controls.tsx'
import { PasswordField, TextField } from '../kit/form/fields.tsx'
import { Form } from '../kit/form/Form.tsx'

/** Asks who sits here before roles or keys change; what was about to be done goes on afterwards. */
export function StepUp() {
  const [answer, setAnswer] = useState<(proven: boolean) => void>()
  const [byCode, setByCode] = useState(false)
  const asked = useAsk(me, {}, { enabled: answer !== undefined })
  useEffect(() => onStepUp(() => new Promise<boolean>((resolve) => setAnswer(() => resolve))), [])
  const close = (proven: boolean) => {
    answer?.(proven)
    setAnswer(undefined)
    setByCode(false)
  }
  // above the dialog whose deed asked for it
  return (
    <Modal opened={answer !== undefined} onClose={() => close(false)} title="Confirm that it is you" zIndex={400}>
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
