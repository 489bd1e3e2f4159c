import { useState } from 'react'
import { termsCreate, termsList, termsStarters } from '../../../../server/modules/billing/contract.ts'
import { type AskInput, useAsk } from '../../../ask.ts'
import {
  Answer,
  AreaField,
  Button,
  DayField,
  Form,
  Loading,
  Markdown,
  Note,
  Page,
  Row,
  SelectField,
  Stack,
  TextField,
  toast,
  useForm,
  useGo,
  useQueryText,
} from '../../../kit/index.ts'
import { firstDay } from './options.ts'
import './begin.css'

const languages = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pt', 'pl', 'sv', 'da', 'ja'].map((value) => ({
  value,
  label: new Intl.DisplayNames(undefined, { type: 'language' }).of(value) ?? value,
}))
const texts = [
  { value: 'terms-of-sale', label: 'Terms of sale' },
  { value: 'privacy-notice', label: 'Privacy notice for buyers' },
]

/** The next version of a text that buyers accept, from nothing, from the version before, or from a plain text of ours. */
export default function NewTermsPage() {
  const go = useGo()
  const [from] = useQueryText('from', '')
  const known = useAsk(termsList, { limit: 200 })
  return (
    <Page title="New terms" width="form" crumbs={[{ title: 'Terms', href: '/billing/terms' }]}>
      <Answer of={known} loading={<Loading rows={6} />}>
        {({ items }) => {
          const last = items.find((one) => one.id === from)
          const initial: Partial<AskInput<typeof termsCreate>> = last
            ? {
                code: last.code,
                title: last.title,
                body: last.body,
                locale: last.locale,
                effective_from: firstDay(1),
                standard: last.standard,
              }
            : {
                code: 'terms-of-sale',
                title: 'Terms of sale',
                body: '',
                locale: 'en',
                effective_from: firstDay(items.length === 0 ? 0 : 1),
              }
          return (
            <Form
              operation={termsCreate}
              initial={initial}
              submit="Publish"
              onCancel={() => go('/billing/terms')}
              onDone={(terms) => {
                toast(`${terms.title}, version ${terms.version}, is published`)
                go(items.length === 0 ? '/billing/begin' : '/billing/terms')
              }}
            >
              <Note>
                A published text never changes, since people bind themselves to it by its hash. Correct it by publishing the next version.
              </Note>
              <div className="fields-2">
                <SelectField name="code" label="Which text" options={[...texts, ...others(items)]} />
                <SelectField name="locale" label="Language" options={languages} />
              </div>
              <div className="fields-2">
                <TextField name="title" label="Title" />
                <DayField name="effective_from" label="Binds from" />
              </div>
              <Starters />
              <AreaField name="body" label="Text" hint="Markdown" rows={14} mono />
              <Preview />
            </Form>
          )
        }}
      </Answer>
    </Page>
  )
}

function others(items: { code: string }[]) {
  const own = [...new Set(items.map((one) => one.code))].filter((code) => !texts.some((text) => text.value === code))
  return own.map((value) => ({ value, label: value }))
}

/** Plain texts to begin from, as long as nothing is written. */
function Starters() {
  const form = useForm()
  const asked = useAsk(termsStarters, {})
  if (form.values['body']) return null
  return (
    <Row>
      {(asked.data?.items ?? []).map((one) => (
        <Button
          key={one.code}
          variant="default"
          onClick={() => {
            form.set('code', one.code)
            form.set('title', one.title)
            form.set('body', one.body)
          }}
        >
          Begin from our plain “{one.title}”
        </Button>
      ))}
    </Row>
  )
}

function Preview() {
  const form = useForm()
  const [shown, setShown] = useState(true)
  const body = form.values['body']
  if (typeof body !== 'string' || body === '') return null
  return (
    <Stack gap={2}>
      <button type="button" className="linkish" aria-expanded={shown} onClick={() => setShown(!shown)}>
        {shown ? 'Hide how buyers read it' : 'Show how buyers read it'}
      </button>
      {shown && (
        <div className="begin-text">
          <Markdown text={body} />
        </div>
      )}
    </Stack>
  )
}
