import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { alignmentGet } from '../../../../server/modules/strategy/contract.ts'
import { useAsk } from '../../../ask.ts'
import { Answer, Button, Empty, instantText, Loading, Page, Segments, Select, useQueryText } from '../../../kit/index.ts'
import './alignment.css'
import { AlignList } from './AlignList.tsx'
import { DefectPanel } from './DefectPanel.tsx'
import { topOf } from './draw.ts'
import { EdgeForm, type Ends } from './EdgeForm.tsx'
import { Tree } from './Tree.tsx'
import { groupsOf, type Plan, sentenceOf, type Tree as TreeData } from './words.ts'

type Show = 'all' | 'orphans' | 'red' | 'mine'
const shows = [
  { value: 'all', label: 'All plans' },
  { value: 'orphans', label: 'Not joined' },
  { value: 'red', label: 'With errors' },
  { value: 'mine', label: 'Mine' },
]

/** How the plans hang together: the tree with its edges, what does not fit beside it, both texts of each. */
export default function AlignmentPage() {
  const asked = useAsk(alignmentGet, {}, { refetchInterval: 60_000 })
  return (
    <Answer of={asked} loading={<Loading block={620} />}>
      {(tree) => <Screen tree={tree} />}
    </Answer>
  )
}

function Screen({ tree }: { tree: TreeData }) {
  const [view, setView] = useQueryText('view', 'tree')
  const [show, setShow] = useQueryText('show', 'all')
  const [chosen, choose] = useQueryText('defect')
  const [ends, setEnds] = useState<Ends>()
  const may = tree.may.includes('edge')
  const plans = shownOf(tree, show as Show)
  const open = groupsOf(tree.defects.filter(({ waiver }) => waiver === null)).flat()
  const { first, rest } = sentenceOf(open)
  const take = (key: string, defect: string | null) => {
    if (defect) choose(defect)
    else if (may) setEnds({ from: key })
  }
  const list = <AlignList tree={tree} plans={plans} onTake={take} />
  return (
    <Page
      title="Alignment"
      note={tree.plans.length > 0 ? countsOf(tree) : undefined}
      heading={
        tree.plans.length > 0 ? (
          <>
            {first} <span className="faint">{rest}</span>
          </>
        ) : undefined
      }
      actions={
        <>
          <span className="al-only-wide">
            <Segments
              label="How it is shown"
              value={view as 'tree' | 'list'}
              onChange={setView}
              options={[
                { value: 'tree', label: 'Tree' },
                { value: 'list', label: 'List' },
              ]}
            />
          </span>
          <Select
            aria-label="Which plans"
            data={shows}
            value={show}
            onChange={(next) => setShow(next ?? 'all')}
            allowDeselect={false}
            w={130}
          />
          <span className="faint al-only-wide">
            {tree.checked_at ? `Checked ${instantText(tree.checked_at)}` : 'Each save is checked; the whole each night'}
          </span>
          {may && (
            <Button variant="default" leftSection={<IconPlus size={15} aria-hidden />} onClick={() => setEnds({})}>
              Edge
            </Button>
          )}
        </>
      }
    >
      {tree.plans.length === 0 ? (
        <Empty title="No plans yet" action={<Button href="/strategy/new">Write the first plan</Button>} whole>
          Here one sees which method of a team serves which method of the company, and where two plans pull apart.
        </Empty>
      ) : (
        <div className="al">
          <div>
            {tree.edges.length === 0 && (
              <p className="quiet">
                Nothing is joined yet.{' '}
                {may
                  ? 'Drag a method onto the one that it serves, or pick both with “Edge”.'
                  : 'Whoever answers for a plan joins its methods to those that they serve.'}
              </p>
            )}
            {view === 'list' ? (
              list
            ) : (
              <>
                <Tree tree={tree} plans={plans} onTake={take} onJoin={may ? (from, to) => setEnds({ from, to }) : undefined} />
                <div className="al-only-narrow">{list}</div>
              </>
            )}
            <Alone tree={tree} onShow={() => setShow(show === 'orphans' ? 'all' : 'orphans')} shown={show === 'orphans'} />
          </div>
          <DefectPanel defects={tree.defects} chosen={chosen} onChoose={choose} stopping={tree.stopping} />
        </div>
      )}
      {ends && <EdgeForm tree={tree} ends={ends} onClose={() => setEnds(undefined)} />}
    </Page>
  )
}

function shownOf(tree: TreeData, show: Show): Plan[] {
  const red = new Set(
    tree.defects
      .filter(({ level, waiver }) => level === 'error' && waiver === null)
      .flatMap(({ quoted }) => quoted.map(({ plan }) => plan)),
  )
  return tree.plans
    .filter((plan) => (show === 'orphans' ? plan.alone.length > 0 : show === 'red' ? red.has(plan.id) : show === 'mine' ? plan.mine : true))
    .map((plan) => (show === 'orphans' ? { ...plan, items: plan.items.filter(({ key }) => plan.alone.includes(key)) } : plan))
}

function countsOf(tree: TreeData): string {
  const top = topOf(tree)
  const methods = (plan: Plan) =>
    plan.items.filter(({ section, depth }) => (section === 'methods' || section === 'objectives') && depth === 0).length
  const below = tree.plans.filter((plan) => plan !== top)
  const sum = below.reduce((all, plan) => all + methods(plan), 0)
  if (!top) return `${below.length} plans`
  return `${top.title} plan and ${below.length} below it · ${methods(top)} methods of the company, ${sum} of the others`
}

/** Lines that no edge joins to anything. */
function Alone({ tree, shown, onShow }: { tree: TreeData; shown: boolean; onShow: () => void }) {
  const alone = tree.plans.filter((plan) => plan.alone.length > 0)
  if (alone.length === 0) return null
  const said = alone.slice(0, 5).map((plan) => `${plan.title} ${plan.alone.length} ${plan.alone.length === 1 ? 'item' : 'items'}`)
  const more = alone.length > 5 ? ` and ${alone.length - 5} more plans` : ''
  return (
    <p className="faint">
      Not joined to anything: {said.join(', ')}
      {more}.{' '}
      <button type="button" className="linkish" onClick={onShow}>
        {shown ? 'Show all' : 'Show them'}
      </button>
    </p>
  )
}
