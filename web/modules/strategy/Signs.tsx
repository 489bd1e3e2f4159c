import { useState } from 'react'
import { groupsList, personsList } from '../../../server/modules/people/contract.ts'
import type { Preview } from '../../../server/modules/strategy/contract.ts'
import { useAsk, useAskPaged } from '../../ask.ts'
import { Button, Section, Select, Tag, useDebounced } from '../../kit/index.ts'

/** A sign that nobody knew, and whom it means: `person:id` or `group:id`. */
export type Meant = Record<string, string | null>

/** Whom a document names. What nobody knows is told here once, and meant by every plan from then on. */
export function Signs({ signs, meant, onMeant }: { signs: Preview['signs']; meant: Meant; onMeant: (next: Meant) => void }) {
  const known = signs.filter(({ is }) => is !== 'unknown')
  const unknown = signs.filter(({ is }) => is === 'unknown')
  const left = unknown.filter(({ sign }) => !meant[sign]).length
  return (
    <Section
      title="Who is meant"
      note={unknown.length > 0 && (left === 0 ? 'Everybody is known' : left === 1 ? '1 is nobody here yet' : `${left} are nobody here yet`)}
    >
      {unknown.length > 0 && (
        <div className="csv-columns">
          {unknown.map(({ sign }) => (
            <MeantField key={sign} sign={sign} value={meant[sign] ?? null} onChange={(value) => onMeant({ ...meant, [sign]: value })} />
          ))}
        </div>
      )}
      {known.length > 0 && (
        <ul className="signs-known">
          {known.map(({ sign, name, is }) => (
            <li key={sign}>
              {sign === name ? sign : `${sign} is ${name}`} {is === 'group' && <Tag>group</Tag>}
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

function MeantField({ sign, value, onChange }: { sign: string; value: string | null; onChange: (value: string | null) => void }) {
  const [words, setWords] = useState('')
  const [picked, setPicked] = useState<{ value: string; label: string }>()
  const search = useDebounced(words)
  const persons = useAskPaged(personsList, { ...(search ? { search } : {}), limit: 30 })
  // who is probably meant, though the name is written otherwise
  const near = useAsk(personsList, { search: sign, limit: 2 }, { enabled: sign.length > 3 })
  const [likely, other] = near.data?.items ?? []
  const groups = useAsk(groupsList, { limit: 200 })
  const people = persons.rows.map((one) => ({ value: `person:${one.id}`, label: one.name }))
  const asked = words.trim().toLowerCase()
  const bodies = (groups.data?.items ?? [])
    .filter(({ name }) => name.toLowerCase().includes(asked))
    .map((one) => ({ value: `group:${one.id}`, label: one.name }))
  const kept = picked && picked.value === value && ![...people, ...bodies].some((one) => one.value === value) ? [picked] : []
  const pick = (one: { value: string; label: string } | undefined) => {
    setPicked(one)
    onChange(one?.value ?? null)
  }
  const guess = likely && !other && !value ? { value: `person:${likely.id}`, label: likely.name } : undefined
  return (
    <Select
      label={sign}
      {...(guess
        ? {
            description: (
              <Button size="compact-xs" variant="subtle" onClick={() => pick(guess)}>
                {guess.label}?
              </Button>
            ),
          }
        : {})}
      placeholder="Type to search"
      searchable
      clearable
      openOnFocus={false}
      data={[
        { group: 'Colleagues', items: [...kept, ...people] },
        { group: 'Groups', items: bodies },
      ]}
      // the house has looked already, also for names that are a letter away
      filter={({ options }) => options}
      settling={words !== search || persons.isFetching}
      value={value}
      onSearchChange={(typed) => setWords(typed === picked?.label ? '' : typed)}
      onChange={(next) => pick([...people, ...bodies].find((one) => one.value === next))}
      nothingFoundMessage={persons.isFetching ? 'Looking…' : 'Nobody fits'}
    />
  )
}
