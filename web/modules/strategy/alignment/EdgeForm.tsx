import { useState } from 'react'
import { alignmentGet, edgesCreate } from '../../../../server/modules/strategy/contract.ts'
import { useAsk, useTell } from '../../../ask.ts'
import { Button, Modal, Problem, Row, Select, Stack, toast } from '../../../kit/index.ts'
import { shortOf } from './Tree.tsx'
import { type Edge, type Plan, type Tree, verbs } from './words.ts'

export type Ends = { from?: string | undefined; to?: string | undefined }

/** Two items are picked, plan by plan, and how the first stands to the second: the same as dragging one onto the other. */
export function EdgeForm({ tree, ends, onClose }: { tree: Tree; ends: Ends; onClose: () => void }) {
  const planOf = (key: string | undefined) => tree.plans.find(({ items }) => items.some((item) => item.key === key))
  const [plans, setPlans] = useState({ from: planOf(ends.from)?.slug ?? null, to: planOf(ends.to)?.slug ?? null })
  const [keys, setKeys] = useState<{ from: string | null; to: string | null }>({ from: ends.from ?? null, to: ends.to ?? null })
  const [type, setType] = useState<Edge['type'] | null>(null)
  const items = { from: useItems(plans.from), to: useItems(plans.to) }
  const item = (end: 'from' | 'to') => items[end].find(({ key }) => key === keys[end])
  const [from, to] = [item('from'), item('to')]
  const types = from && to ? tree.joins.filter((one) => one.from === partOf(from) && one.to === partOf(to)).map((one) => one.type) : []
  const chosen = type && types.includes(type) ? type : (types[0] ?? null)
  const draw = useTell(edgesCreate, {
    quiet: true,
    onDone: () => {
      toast('Joined')
      onClose()
    },
  })
  const options = tree.plans.map(({ slug, title }) => ({ value: slug, label: title }))
  const side = (end: 'from' | 'to', label: string) => (
    <Row>
      <Select
        label={`${label}: plan`}
        searchable
        data={options}
        value={plans[end]}
        onChange={(slug) => {
          setPlans({ ...plans, [end]: slug })
          setKeys({ ...keys, [end]: null })
        }}
      />
      <Select
        label={`${label}: line`}
        searchable
        data={items[end].map((one) => ({ value: one.key, label: `${placeOf(one)} ${shortOf(one.text)}` }))}
        value={keys[end]}
        onChange={(key) => setKeys({ ...keys, [end]: key })}
        disabled={plans[end] === null}
        nothingFoundMessage="Nothing fits"
      />
    </Row>
  )
  return (
    <Modal opened onClose={onClose} title="Join two lines" size="lg">
      <Stack gap={4}>
        {side('from', 'From')}
        <Select
          label="How"
          data={(types.length > 0 ? types : []).map((one) => ({ value: one, label: verbs[one] }))}
          value={chosen}
          onChange={(next) => setType(next as Edge['type'] | null)}
          disabled={types.length === 0}
          description={
            from && to && types.length === 0
              ? 'These two are never joined: try a method and what it serves, mitigates or is measured by.'
              : undefined
          }
        />
        {side('to', 'To')}
        {chosen === 'needs' && <p className="faint">Whoever answers for the other plan accepts it, or says why not.</p>}
        {draw.error && <Problem error={draw.error} />}
        <Row>
          <Button
            disabled={!chosen || !keys.from || !keys.to}
            loading={draw.isPending}
            onClick={() => chosen && keys.from && keys.to && draw.mutate({ type: chosen, from_key: keys.from, to_key: keys.to })}
          >
            Join
          </Button>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
        </Row>
      </Stack>
    </Modal>
  )
}

type Item = Plan['items'][number]

/** All lines of a plan; of the tree only methods are known. */
function useItems(slug: string | null): Item[] {
  const asked = useAsk(alignmentGet, { plan: slug ?? '' }, { enabled: slug !== null })
  return slug === null ? [] : (asked.data?.plans.find((plan) => plan.slug === slug)?.items ?? [])
}

const words: Record<Item['section'], string> = {
  vision: 'vision',
  priorities: 'priority',
  methods: 'method',
  obstacles: 'obstacle',
  measures: 'measure',
  objectives: 'objective',
}
function partOf({ section, depth }: Item): string {
  return section === 'objectives' && depth > 0 ? 'measure' : words[section]
}

function placeOf({ section, depth, rank }: Item): string {
  const word = section === 'objectives' && depth > 0 ? 'Key result' : words[section].slice(0, 1).toUpperCase() + words[section].slice(1)
  return section === 'vision' ? `${word}:` : `${word} ${rank}:`
}
