import { Link, PlainTable } from '../../../kit/index.ts'
import { shortOf } from './Tree.tsx'
import { type Plan, type Tree, verbs } from './words.ts'

type Line = { key: string; plan: Plan; text: string; joined: string[]; marks: string[]; defect: string | null }

/** The tree as a list: every method with what it is joined to and what does not fit with it. */
export function AlignList({
  tree,
  plans,
  onTake,
}: {
  tree: Tree
  plans: readonly Plan[]
  onTake: (key: string, defect: string | null) => void
}) {
  return (
    <PlainTable
      label="Methods and what they are joined to"
      rows={linesOf(tree, plans)}
      rowKey={({ key }) => key}
      empty="No method fits this."
      columns={[
        {
          id: 'method',
          title: 'Method',
          phone: 'title',
          cell: ({ key, text, defect }) => (
            <button type="button" className="linkish" onClick={() => onTake(key, defect)}>
              {shortOf(text)}
            </button>
          ),
        },
        { id: 'plan', title: 'Plan', cell: ({ plan }) => <Link href={`/strategy/plans/${plan.slug}?tab=alignment`}>{plan.title}</Link> },
        {
          id: 'joined',
          title: 'Joined',
          cell: ({ joined }) => (joined.length > 0 ? joined.join('; ') : <span className="faint">to nothing</span>),
        },
        { id: 'marks', title: 'Does not fit', cell: ({ marks }) => marks.join('; ') },
      ]}
    />
  )
}

function linesOf({ edges, defects, plans: all }: Tree, plans: readonly Plan[]): Line[] {
  const place = new Map(all.flatMap((plan) => plan.items.map(({ key, text }) => [key, { plan, text }] as const)))
  return plans.flatMap((plan) =>
    plan.items
      .filter(({ section, depth }) => (section === 'methods' || section === 'objectives') && depth === 0)
      .map(({ key, text }) => {
        const joined = edges.flatMap((edge) => {
          const other = place.get(edge.to_key)
          return edge.from_key === key && other
            ? [`${verbs[edge.type]} “${shortOf(other.text)}”${other.plan === plan ? '' : ` of ${other.plan.title}`}`]
            : []
        })
        const own = defects.filter(({ waiver, quoted }) => waiver === null && quoted.some((one) => one.key === key))
        return { key, plan, text, joined, marks: own.map(({ title }) => title), defect: own[0]?.id ?? null }
      }),
  )
}
