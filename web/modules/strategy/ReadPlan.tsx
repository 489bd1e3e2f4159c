import type { PreviewPlan } from '../../../server/modules/strategy/contract.ts'
import { Checkbox, lineView, Link, Select, Tag, TextInput } from '../../kit/index.ts'
import { Height } from './Height.tsx'
import './sheet.css'
import { periodText } from './words.ts'

export type Choice = { ticked: boolean; level: PreviewPlan['level'] | null; title: string }

type Props = {
  plan: PreviewPlan
  parent: string | undefined
  choice: Choice
  near: boolean
  open: boolean
  /** once the import was carried out: the draft that came of it */
  made?: { edition_id: string } | undefined
  onNear: () => void
  onChoice: (choice: Choice) => void
}

const levels = [
  { value: 'company', label: 'Company' },
  { value: 'department', label: 'Department' },
  { value: 'team', label: 'Team' },
  { value: 'initiative', label: 'Initiative' },
]

/** One plan as it was read, with what confirming would do, and afterwards what came of it. */
export function ReadPlan({ plan, parent, choice, near, open, made, onNear, onChoice }: Props) {
  const check = { lines_used: plan.lines_used, lines_most: 57, lines_over: plan.lines_over, header_lines: 0, fits: plan.lines_over === 0 }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointing at a card lights its text up; nothing else depends on it
    <section
      className="card read-plan"
      data-near={near || undefined}
      data-off={(open ? choice.ticked : made) ? undefined : true}
      onMouseEnter={onNear}
      onFocus={onNear}
    >
      <div className="read-plan-head">
        {open ? (
          <Checkbox
            checked={choice.ticked}
            onChange={(event) => onChoice({ ...choice, ticked: event.currentTarget.checked })}
            label={<strong>{plan.title.text}</strong>}
          />
        ) : (
          <strong>{plan.title.text}</strong>
        )}
        <Tag>{plan.kind === 'stub' ? 'To be written' : plan.framework.toUpperCase()}</Tag>
      </div>
      <p className="quiet">
        {open ? (
          <>
            {plan.will}
            {parent && ` Hangs under “${parent}”.`}
          </>
        ) : made ? (
          <>
            It was made. <Link href={`/strategy/editions/${made.edition_id}`}>Open it</Link>
          </>
        ) : (
          'Not made. Its text stays in this document.'
        )}
      </p>
      {open && (
        <div className="read-plan-choice">
          {!plan.title_found && (
            <TextInput
              label="Title"
              description="The text has no heading"
              value={choice.title}
              onChange={(event) => onChoice({ ...choice, title: event.currentTarget.value })}
            />
          )}
          <Select
            label="Level"
            data={levels.filter(({ value }) => plan.levels.some((level) => level === value))}
            placeholder="Choose a level"
            value={choice.level}
            allowDeselect={false}
            onChange={(value) => onChoice({ ...choice, level: (value ?? choice.level) as Choice['level'] })}
          />
        </div>
      )}
      {(plan.header.rows.length > 0 || plan.header.period) && (
        <dl className="plan-strip">
          <div>
            <dt>Period</dt>
            <dd>{periodText(plan.header.period?.from ?? null, plan.header.period?.to ?? null)}</dd>
          </div>
          {plan.header.parties.map((party) => (
            <div key={party.name}>
              <dt>{party.name}</dt>
              <dd className="mono">{party.letters.join(' ')}</dd>
            </div>
          ))}
        </dl>
      )}
      {plan.sections.map((section) => (
        <div key={section.name} className="read-section" data-look={`item-${section.name}`}>
          <h3>
            {section.label}
            {section.qualifier && <span className="quiet"> ({section.qualifier})</span>}
            <span className="num faint"> {section.items.length}</span>
          </h3>
          <ul>
            {section.items.map((item, index) => (
              // items that were read have no identity but their place
              // biome-ignore lint/suspicious/noArrayIndexKey: static text
              <li key={index} data-depth={item.depth} data-struck={item.struck || undefined}>
                {item.text === '' ? <span className="faint">empty</span> : item.text}
                {saidText(item) !== '' && <span className="read-said quiet">{saidText(item)}</span>}
                {item.under.map((words) => (
                  <span key={words} className="read-said quiet">
                    {lineView(words.replaceAll('\n', ' '))}
                  </span>
                ))}
              </li>
            ))}
          </ul>
        </div>
      ))}
      {plan.sketches > 0 && <p className="quiet">{plan.sketches} more under the same heading stays with it as a sketch.</p>}
      {plan.defects.length > 0 && (
        <ul className="plan-defects">
          {plan.defects.map((defect) => (
            <li key={`${defect.code}${defect.from}${defect.text}`} data-level={defect.level}>
              {defect.text}
            </li>
          ))}
        </ul>
      )}
      {plan.kind === 'plan' && <Height check={check} />}
    </section>
  )
}

type ReadItem = PreviewPlan['sections'][number]['items'][number]

/** Who, how far and from where, as it was read out of the text. */
function saidText({ said, hint }: ReadItem): string {
  const unit = hint?.unit ? (hint.unit === '%' ? '%' : ` ${hint.unit}`) : ''
  const target = hint?.target && `${hint.direction === 'at_most' ? 'at most' : 'at least'} ${hint.target}${unit}`
  return [
    target,
    hint?.baseline && `from ${hint.baseline}${unit}`,
    said.current && `now ${said.current}`,
    said.owner && `owner ${said.owner}`,
    said.priority,
    said.weight && `weight ${said.weight}`,
    said.score && `score ${said.score}`,
    said.status,
    said.due && `due ${said.due}`,
  ]
    .filter(Boolean)
    .join(' · ')
}
