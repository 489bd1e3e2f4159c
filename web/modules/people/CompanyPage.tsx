import { useState } from 'react'
import { companyChange, companyRead } from '../../../server/modules/people/contract.ts'
import { type AskOutput, useAsk } from '../../ask.ts'
import {
  Answer,
  Button,
  Facts,
  Form,
  Link,
  Loading,
  Modal,
  Page,
  Section,
  SelectField,
  Stack,
  TextField,
  TextInput,
  toast,
  useForm,
} from '../../kit/index.ts'

import { companyTabs } from './words.tsx'

type Company = AskOutput<typeof companyRead>

/** What every day, year and amount of the house rests on. */
export default function CompanyPage() {
  const asked = useAsk(companyRead, {})
  const [changing, setChanging] = useState(false)
  const close = () => setChanging(false)
  const may = asked.data?.may.includes('people.company.change') ?? false
  return (
    <Page
      title="Company"
      width="read"
      tabs={companyTabs}
      actions={
        may && (
          <Button variant="default" onClick={() => setChanging(true)}>
            Change
          </Button>
        )
      }
    >
      <Answer of={asked} loading={<Loading rows={6} />}>
        {(company) => (
          <Stack gap={5}>
            <Section title={company.name}>
              <CompanyFacts company={company} />
            </Section>
          </Stack>
        )}
      </Answer>
      {asked.data && changing && (
        <Modal opened onClose={close} title="What changes about the company?" size="lg">
          <Form
            operation={companyChange}
            initial={{
              name: asked.data.name,
              zone: asked.data.zone,
              fiscal_year_end: asked.data.fiscal_year_end,
              currency: asked.data.currency,
              locale: asked.data.locale,
              languages: asked.data.languages,
              ...given(asked.data),
            }}
            fixed={{ if_match: asked.data.version }}
            submit="Save"
            unguarded
            onCancel={close}
            onDone={() => {
              close()
              toast('Saved')
            }}
          >
            <TextField name="name" label="Name" autoFocus />
            <SelectField name="zone" label="Time zone" hint="A day begins at midnight there." options={zones()} />
            <div className="fields-2">
              <TextField name="fiscal_year_end" label="Fiscal year ends" hint="Month and day: 01-31." />
              <CodesField name="currency" label="Reporting currency" hint="Three letters, such as USD." one />
            </div>
            <div className="fields-2">
              <TextField name="locale" label="Language" hint="Such as en-US." />
              <CodesField name="languages" label="Also works in" hint="Such as de, fr-CA: one after the other." />
            </div>
            <TextField name="legal_name" label="Legal name" hint="As a register knows it, where it differs." />
            <div className="fields-2">
              <TextField name="website" label="Website" hint="With https://, such as https://tidewater.example." />
              <TextField name="mail_domain" label="Mail domain" hint="Behind the @ of colleagues’ addresses." />
            </div>
          </Form>
        </Modal>
      )}
    </Page>
  )
}

/** Codes typed one after the other, or one in capitals: "usd" is meant as USD. */
function CodesField({ name, label, hint, one = false }: { name: string; label: string; hint: string; one?: boolean }) {
  const form = useForm()
  form.know(name, label)
  const held = form.values[name]
  const [text, setText] = useState(Array.isArray(held) ? held.join(', ') : String(held ?? ''))
  const wrong = form.error(name) ?? form.error(`${name}.0`)
  return (
    <TextInput
      name={name}
      label={label}
      description={hint}
      inputWrapperOrder={['label', 'input', 'error', 'description']}
      error={wrong}
      value={text}
      onChange={({ currentTarget: { value } }) => {
        setText(one ? value.toUpperCase() : value)
        form.set(name, one ? value.trim().toUpperCase() : value.split(/[\s,;]+/).filter(Boolean))
      }}
      onBlur={() => form.touch(name)}
    />
  )
}

/** What is set: an empty field is sent as nothing. */
function given({ legal_name, website, mail_domain }: Company) {
  return Object.fromEntries(Object.entries({ legal_name, website, mail_domain }).filter(([, value]) => value !== null))
}

function CompanyFacts({ company }: { company: Company }) {
  const [month = '1', day = '1'] = company.fiscal_year_end.split('-')
  const end = new Date(Date.UTC(2001, Number(month) - 1, Number(day)))
  return (
    <Facts
      columns={2}
      facts={[
        { label: 'Time zone', value: company.zone.replaceAll('_', ' ') },
        { label: 'Fiscal year ends', value: end.toLocaleDateString(undefined, { day: 'numeric', month: 'long', timeZone: 'UTC' }) },
        { label: 'Reporting currency', value: named('currency', company.currency) },
        { label: 'Language', value: named('language', company.locale) },
        company.legal_name !== null && { label: 'Legal name', value: company.legal_name },
        company.website !== null && { label: 'Website', value: <Link href={company.website}>{company.website}</Link> },
        company.mail_domain !== null && { label: 'Mail domain', value: company.mail_domain },
        company.languages.length > 0 && {
          label: 'Also works in',
          value: company.languages.map((one) => named('language', one)).join(', '),
        },
      ]}
    />
  )
}

/** `USD` → "US Dollar", `en-US` → "American English", in the reader's language; what is unknown stays as it is. */
function named(type: 'currency' | 'language', code: string): string {
  try {
    return new Intl.DisplayNames(undefined, { type }).of(code) ?? code
  } catch {
    return code
  }
}

function zones() {
  return ['UTC', ...Intl.supportedValuesOf('timeZone')].map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }))
}
