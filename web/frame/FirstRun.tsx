import { IconArrowRight } from '@tabler/icons-react'
import { firstRunDo, firstRunRead } from '../../server/modules/people/contract.ts'
import { useAsk } from '../ask.ts'
import { Button } from '../kit/controls.tsx'
import { Answer } from '../kit/feedback.tsx'
import { PasswordField, SelectField, TextField } from '../kit/form/fields.tsx'
import { Form } from '../kit/form/Form.tsx'
import { Door, enter } from './SignIn.tsx'

const currencies = ['USD', 'EUR', 'GBP', 'CHF', 'CAD', 'AUD', 'JPY', 'SEK', 'INR', 'BRL'].map((code) => ({ value: code, label: code }))
const monthNames = Array.from({ length: 12 }, (_, month) => {
  const last = new Date(Date.UTC(2027, month + 1, 0))
  const text = String(last.getUTCDate()).padStart(2, '0')
  const name = new Intl.DateTimeFormat(undefined, { month: 'long', timeZone: 'UTC' }).format(last)
  return { value: `${String(month + 1).padStart(2, '0')}-${text}`, label: `${last.getUTCDate()} ${name}` }
})

/** An empty house: makes the company and the person who owns it. */
export function FirstRun() {
  const state = useAsk(firstRunRead, {})
  const here = Intl.DateTimeFormat().resolvedOptions()
  return (
    <Door title="Set up Quarterdeck" note="Two minutes: your company, and you as its first administrator. Everything can be changed later.">
      <Answer of={state}>
        {(answer) =>
          answer.needed ? (
            <Form
              operation={firstRunDo}
              submit="Create the company"
              unguarded
              full
              stale={[]}
              initial={{
                company: { name: '', zone: here.timeZone, currency: 'USD', fiscal_year_end: '12-31', locale: here.locale },
                owner: { name: '', email: '', password: '' },
              }}
              onDone={() => enter('/')}
            >
              <h2 className="door-part">Your company</h2>
              <TextField name="company.name" label="Company name" autoComplete="organization" autoFocus />
              <div className="fields-2">
                <SelectField name="company.currency" label="Reporting currency" options={currencies} />
                <SelectField name="company.fiscal_year_end" label="Fiscal year ends on" options={monthNames} />
              </div>
              <SelectField name="company.zone" label="Time zone" hint="A business day begins at midnight there." options={zones()} />
              <h2 className="door-part">You</h2>
              <TextField name="owner.name" label="Your name" autoComplete="name" />
              <TextField name="owner.email" label="E-mail" type="email" autoComplete="username" />
              <PasswordField
                name="owner.password"
                label="Password"
                hint="At least 12 characters. A sentence is good."
                autoComplete="new-password"
              />
            </Form>
          ) : (
            <div className="stack" style={{ gap: 'var(--s-4)' }}>
              <p>This house already has its owner.</p>
              <Button href="/sign-in" rightSection={<IconArrowRight size={15} aria-hidden />}>
                Sign in
              </Button>
            </div>
          )
        }
      </Answer>
    </Door>
  )
}

function zones() {
  return ['UTC', ...Intl.supportedValuesOf('timeZone')].map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }))
}
