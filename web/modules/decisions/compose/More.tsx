import { IconPlus, IconX } from '@tabler/icons-react'
import { type ReactNode, useEffect, useState } from 'react'
import { metricsList } from '../../../../server/modules/data/contract.ts'
import { useMay, useSession } from '../../../frame/session.ts'
import {
  Button,
  CheckField,
  DayField,
  IconButton,
  MoneyField,
  PickField,
  SelectField,
  TextField,
  useForm,
  useRowKeys,
} from '../../../kit/index.ts'
import { PickPerson } from '../../people/GroupFields.tsx'
import { Options } from './Options.tsx'
import { PickGroup } from './PickGroup.tsx'

type Part = { field: string; title: string; begin: unknown; body: ReactNode }

/** What a decision may say beside the question, each part drawn when it is wanted; one that is taken out says nothing. */
export function More() {
  const form = useForm()
  const may = useMay()
  const { data: session } = useSession()
  const today = session?.today ?? ''
  const currency = session?.company?.currency ?? 'USD'
  const parts: Part[] = [
    { field: 'options', title: 'Options', begin: [{ pros: [], cons: [], proposed: true }], body: <Options /> },
    ...(may('data.read') ? [{ field: 'expected', title: 'What we expect', begin: {}, body: <Expected today={today} /> }] : []),
    { field: 'effects', title: 'What it changes', begin: [{ kind: 'cap' }], body: <Effects today={today} /> },
    { field: 'informed', title: 'Who is told', begin: [''], body: <Told /> },
    { field: 'spend', title: 'What it costs', begin: { currency }, body: <Spend currency={currency} /> },
  ]
  const drawn = parts.filter(({ field }) => form.values[field] !== undefined)
  const left = parts.filter(({ field }) => form.values[field] === undefined)
  return (
    <>
      {drawn.map(({ field, title, body }) => (
        <fieldset className="part" key={field}>
          <legend>{title}</legend>
          <span className="part-out">
            <IconButton label={`Without: ${title}`} onClick={() => form.set(field, undefined)}>
              <IconX size={15} aria-hidden />
            </IconButton>
          </span>
          {body}
        </fieldset>
      ))}
      {left.length > 0 && (
        <fieldset className="ask-more" aria-label="Say more">
          {left.map(({ field, title, begin }) => (
            <Button key={field} variant="subtle" leftSection={<IconPlus size={15} aria-hidden />} onClick={() => form.set(field, begin)}>
              {title}
            </Button>
          ))}
        </fieldset>
      )}
    </>
  )
}

function Expected({ today }: { today: string }) {
  return (
    <>
      <PickField
        name="expected.metric"
        label="Figure"
        operation={metricsList}
        search="search"
        option={(row) => ({ value: row.id, label: row.label })}
      />
      <div className="fields-2">
        <TextField name="expected.value" label="Will be" hint="In the figure’s own unit, such as 25.5." />
        <DayField name="expected.on" label="On" min={today} hint="The day to look back at it." />
      </div>
    </>
  )
}

const kinds = [
  { value: 'stop', label: 'Is stopped' },
  { value: 'cap', label: 'Is at most' },
  { value: 'target', label: 'Aims at' },
  { value: 'owner', label: 'Is owned by' },
]
type Effect = { kind?: string; about?: string; value?: string; from_day?: string; until_day?: string }

function Effects({ today }: { today: string }) {
  const form = useForm()
  const rows = (form.values['effects'] as Effect[] | undefined) ?? []
  const { keys, drop } = useRowKeys(rows.length)
  const out = (at: number) => {
    drop(at)
    form.set(
      'effects',
      rows.filter((_one, n) => n !== at),
    )
  }
  // a field that was emptied says nothing, also inside a list
  useEffect(() => {
    const emptied = (row: Effect) => Object.values(row).includes('')
    if (rows.some(emptied))
      form.set(
        'effects',
        rows.map((row) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== ''))),
      )
  })
  return (
    <>
      {rows.map((row, at) => (
        <div className="effect-row" key={keys[at]}>
          <TextField name={`effects.${at}.about`} label="What" />
          <SelectField name={`effects.${at}.kind`} label="How" options={kinds} />
          {row.kind === 'stop' ? (
            <span aria-hidden />
          ) : (
            <TextField name={`effects.${at}.value`} label={row.kind === 'owner' ? 'Whom' : 'Value'} />
          )}
          <DayField name={`effects.${at}.from_day`} label="From" min={today} />
          <IconButton label="Take this effect out" onClick={() => out(at)}>
            <IconX size={15} aria-hidden />
          </IconButton>
        </div>
      ))}
      <p className="faint">Said for plans and figures that read it. It holds from the day of the decision on, or later.</p>
      <div className="ask-more">
        <Button
          variant="subtle"
          leftSection={<IconPlus size={15} aria-hidden />}
          onClick={() => form.set('effects', [...rows, { kind: 'cap' }])}
        >
          Another effect
        </Button>
      </div>
    </>
  )
}

/** Colleagues and groups, who hear of it and say when they have read it. */
function Told() {
  const form = useForm()
  const ids = (form.values['informed'] as string[] | undefined) ?? []
  const [groups, setGroups] = useState<ReadonlySet<number>>(new Set())
  const add = (group: boolean) => {
    if (group) setGroups(new Set([...groups, ids.length]))
    form.set('informed', [...ids, ''])
  }
  const { keys, drop } = useRowKeys(ids.length)
  const out = (at: number) => {
    drop(at)
    setGroups(new Set([...groups].flatMap((one) => (one === at ? [] : [one > at ? one - 1 : one]))))
    form.set(
      'informed',
      ids.filter((_one, n) => n !== at),
    )
  }
  return (
    <>
      {ids.map((_id, at) => (
        <div className="told-row" key={keys[at]}>
          {groups.has(at) ? <PickGroup name={`informed.${at}`} label="Group" /> : <PickPerson name={`informed.${at}`} label="Colleague" />}
          <IconButton label="Take this one out" onClick={() => out(at)}>
            <IconX size={15} aria-hidden />
          </IconButton>
        </div>
      ))}
      <div className="ask-more">
        <Button variant="subtle" leftSection={<IconPlus size={15} aria-hidden />} onClick={() => add(false)}>
          A colleague
        </Button>
        <Button variant="subtle" leftSection={<IconPlus size={15} aria-hidden />} onClick={() => add(true)}>
          A group
        </Button>
      </div>
    </>
  )
}

function Spend({ currency }: { currency: string }) {
  return (
    <div className="fields-2">
      <MoneyField name="spend.amount_minor" label="Amount" currency={currency} />
      <CheckField name="off_cycle" label="Beside the budget" hint="Above the limit of the house finance adds an estimate first." />
    </div>
  )
}
