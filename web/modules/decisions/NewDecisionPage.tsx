import './decisions.css'
import { useState } from 'react'
import { decisionsCreate, decisionsGet } from '../../../server/modules/decisions/contract.ts'
import { useAsk } from '../../ask.ts'
import { useSession } from '../../frame/session.ts'
import {
  AreaField,
  Checkbox,
  DayField,
  Form,
  Link,
  Page,
  Section,
  Split,
  TextField,
  useForm,
  useGo,
  useQueryText,
} from '../../kit/index.ts'
import { Before } from './Before.tsx'
import { FromRecord } from './compose/FromRecord.tsx'
import { More } from './compose/More.tsx'
import { Parties } from './compose/Parties.tsx'
import { Dependants, useDependants } from './Dependants.tsx'

/** A question, a proposal, who decides and who is heard: what is needed to open one. What more there is to say is drawn when it is wanted. */
export default function NewDecisionPage() {
  const go = useGo()
  const today = useSession().data?.today ?? ''
  const [replaces] = useQueryText('replaces')
  const [issue] = useQueryText('issue')
  const [asked, setAsked] = useState({ issue: '', proposal: '' })
  return (
    <Page title="New decision" crumbs={[{ title: 'Decisions', href: '/decisions/decisions' }]} width="wide">
      <Split
        side={
          <>
            {replaces !== '' && <Replaced id={replaces} />}
            <Before {...asked} />
          </>
        }
      >
        <Section title="What is to be decided?" plain>
          <Form
            operation={decisionsCreate}
            initial={{ type: 2, parties: [{ letter: 'D' }], ...(issue === '' ? {} : { issue }) }}
            fixed={replaces === '' ? {} : { supersedes: replaces }}
            submit="Open the decision"
            onCancel={() => go('/decisions/decisions')}
            onDone={(made) => go(`/decisions/decisions/${made.id}`)}
            onValues={(values) => setAsked({ issue: values.issue ?? '', proposal: values.proposal ?? '' })}
          >
            <FromRecord />
            <TextField
              name="issue"
              label="The question"
              hint="One sentence, such as: May a customer buy up to $10,000 without a salesperson?"
              autoFocus
            />
            <AreaField name="proposal" label="What you propose" hint="As you would tell somebody to do it." rows={5} />
            <Parties />
            <DayField name="need_by" label="Decided by" min={today} hint="Five working days, when you say nothing." />
            <Kind />
            <More />
          </Form>
        </Section>
      </Split>
    </Page>
  )
}

/** The decision whose place this one would take, and what stands on it. */
function Replaced({ id }: { id: string }) {
  const older = useAsk(decisionsGet, { id }).data
  const list = useDependants(id)
  if (!older) return null
  return (
    <Section title={`Takes the place of ${older.number}`} plain>
      <p>
        <Link href={`/decisions/decisions/${older.id}`}>{older.issue}</Link>
      </p>
      <Dependants list={list} number={older.number} />
    </Section>
  )
}

/** How hard it is to undo, and who sees it. Numbers and words do not travel through a box that is ticked by themselves. */
function Kind() {
  const form = useForm()
  return (
    <div className="fields-2">
      <Checkbox
        label="Hard to undo"
        description="Then an executive decides it, and nobody in their place."
        checked={form.values['type'] === 1}
        onChange={(event) => form.set('type', event.currentTarget.checked ? 1 : 2)}
      />
      <Checkbox
        label="Only for the few"
        description="Seen by those who take part or are told, and by leadership and audit. Elsewhere it has a number and no words."
        checked={form.values['audience'] === 'restricted'}
        onChange={(event) => form.set('audience', event.currentTarget.checked ? 'restricted' : 'internal')}
      />
    </div>
  )
}
