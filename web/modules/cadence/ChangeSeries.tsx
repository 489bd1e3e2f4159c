import { seriesChange } from '../../../server/modules/cadence/contract.ts'
import { countOf, dayText, Form, Modal, toast } from '../../kit/index.ts'
import { SeriesFields } from './SeriesFields.tsx'
import type { Series } from './words.ts'

/** Another rule moves only dates that have nothing on their agenda; the others stay and are named. */
export function ChangeSeries({ series, onClose }: { series: Series; onClose: () => void }) {
  const { title, purpose, start_day, start_time, rule, minutes, reason_over_30, closed_day, prework_days, leadership, audience } = series
  return (
    <Modal opened onClose={onClose} title="Change the series?" size="lg">
      <Form
        operation={seriesChange}
        initial={{
          title,
          purpose,
          start_day,
          start_time,
          rule,
          minutes,
          reason_over_30,
          closed_day,
          prework_days,
          leadership,
          audience,
          chair: series.chair.id,
          vice_chair: series.vice_chair?.id ?? null,
          scribe: series.scribe?.id ?? null,
          members: series.members.map(({ kind, id }) => (kind === 'group' ? { group_id: id } : { person_id: id })),
        }}
        fixed={{ id: series.id, if_match: series.version }}
        submit="Save"
        unguarded
        onCancel={onClose}
        onDone={({ kept }) => {
          const days = kept.map(({ day }) => dayText(day)).join(', ')
          toast(kept.length === 0 ? 'Saved' : `Saved. ${countOf(kept.length, 'date')} with something on the agenda stay: ${days}`)
          onClose()
        }}
      >
        <SeriesFields now={{ chair: series.chair, vice_chair: series.vice_chair, scribe: series.scribe }} />
      </Form>
    </Modal>
  )
}
