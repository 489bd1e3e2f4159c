import { IconPlus, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { alignmentGet, edgesRemove } from '../../../../server/modules/strategy/contract.ts'
import { useAsk, useTell } from '../../../ask.ts'
import { Answer, Button, Empty, IconButton, Link, Loading, Row, Section, Status, toast, useQueryText } from '../../../kit/index.ts'
import './alignment.css'
import './relations.css'
import { DefectPanel } from './DefectPanel.tsx'
import { EdgeForm } from './EdgeForm.tsx'
import { NeedActs, waitsFor } from './NeedActs.tsx'
import { shortOf } from './Tree.tsx'
import { type Edge, relationsOf, type Tree, verbs } from './words.ts'

/** One plan's edges, what others need of it, and what of it does not fit. */
export function AlignmentTab({ slug }: { slug: string }) {
  const asked = useAsk(alignmentGet, { plan: slug })
  const [chosen, choose] = useQueryText('defect')
  const [adding, setAdding] = useState(false)
  return (
    <Answer of={asked} loading={<Loading block={320} />}>
      {(tree) => (
        <div className="al">
          <Section
            title="Edges"
            plain
            actions={
              tree.may.includes('edge') && (
                <Button variant="default" leftSection={<IconPlus size={15} aria-hidden />} onClick={() => setAdding(true)}>
                  Edge
                </Button>
              )
            }
          >
            {tree.edges.length === 0 ? (
              <Empty title="Joined to nothing yet">
                Join each method to the measure that tells how it goes, to the method above that it serves, and to the obstacle that it
                mitigates.
              </Empty>
            ) : (
              relationsOf(tree, slug).map(({ title, edges }) => (
                <div key={title} className="al-relation">
                  <h3>
                    {title} <span className="faint">{edges.length}</span>
                  </h3>
                  <ul className="al-defects">
                    {edges.map((edge) => (
                      <EdgeLine key={edge.id} edge={edge} tree={tree} slug={slug} />
                    ))}
                  </ul>
                </div>
              ))
            )}
          </Section>
          <DefectPanel defects={tree.defects} chosen={chosen} onChoose={choose} stopping={tree.stopping} />
          {adding && <EdgeForm tree={tree} ends={{}} onClose={() => setAdding(false)} />}
        </div>
      )}
    </Answer>
  )
}

function EdgeLine({ edge, tree, slug }: { edge: Edge; tree: Tree; slug: string }) {
  const remove = useTell(edgesRemove, { onDone: () => toast('Taken away') })
  const end = (planId: string, key: string) => {
    const plan = tree.plans.find(({ id }) => id === planId)
    const item = plan?.items.find((one) => one.key === key)
    return (
      <Link href={`/strategy/plans/${plan?.slug ?? ''}#item-${key}`}>
        {item ? shortOf(item.text) : 'a line that is gone'}
        {plan?.slug !== slug && <span className="faint"> · {plan?.title ?? 'another plan'}</span>}
      </Link>
    )
  }
  const from = end(edge.from_plan, edge.from_key)
  const to = end(edge.to_plan, edge.to_key)
  return (
    <li className="al-line">
      {from}
      <em>{verbs[edge.type]}</em>
      {to}
      <Row nowrap>
        {edge.type === 'needs' && <Status value={edge.answer ?? 'open'} {...answerOf(edge)} />}
        {waitsFor(edge) && <NeedActs edge={edge} />}
        {edge.may.includes('remove') && (
          <IconButton label="Take away" disabled={remove.isPending} onClick={() => remove.mutate({ id: edge.id })}>
            <IconX size={15} aria-hidden />
          </IconButton>
        )}
      </Row>
    </li>
  )
}

function answerOf({ stale, answer, answered_by: by, answer_reason: reason }: Edge): { label: string; tone: 'good' | 'warn' | 'bad' } {
  if (stale) return { label: 'Accepted on an older text', tone: 'warn' }
  if (answer === 'accepted') return { label: `Accepted by ${by}`, tone: 'good' }
  return answer === 'declined' ? { label: `Declined: ${reason}`, tone: 'bad' } : { label: 'Not accepted yet', tone: 'warn' }
}
