import { Modal } from '../kit/controls.tsx'
import { useListedKeys } from '../kit/keys.ts'
import { Kbd } from '../kit/text.tsx'
import type { Area } from './nav/areas.ts'

/** All keys that work here, by what they belong to. */
export default function KeysDialog({ areas, onClose }: { areas: Area[]; onClose: () => void }) {
  const groups = useListedKeys()
  return (
    <Modal opened onClose={onClose} title="Keys" size={520}>
      <div className="keys">
        {groups.map(({ title, keys }) => (
          <section key={title}>
            <h3>{title}</h3>
            <dl>
              {keys.map((key) => (
                <div key={key.keys}>
                  <dt>{key.says}</dt>
                  <dd>
                    <Kbd keys={key.keys} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        <section>
          <h3>Areas</h3>
          <dl>
            {areas.map(({ title, letter }) => (
              <div key={title}>
                <dt>{title}</dt>
                <dd>
                  <Kbd keys="G" /> <Kbd keys={letter.toUpperCase()} />
                </dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
    </Modal>
  )
}
