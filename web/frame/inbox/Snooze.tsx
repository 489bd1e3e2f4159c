import '../../kit/over/library.css'
import { Menu } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { Button } from '../../kit/controls.tsx'
import { dayAfter, dayText } from '../../kit/days.ts'
import { type Opens, useOpens } from '../../kit/over/opens.tsx'
import { snoozesFrom } from './words.ts'

export type SnoozeProps = Opens & { today: string; snoozed: string | null; onSnooze: (until: string | null) => void }

/** Away until a day of the company's; it comes with the first use of its button. */
export default function Snooze({ target, today, snoozed, onSnooze, ...rest }: SnoozeProps) {
  const [open, setOpen] = useOpens(rest)
  const [day, setDay] = useState(dayAfter(today, 2))
  const list = useRef<HTMLDivElement>(null)
  // the library gives the focus to the menu as a whole, and Enter then does nothing
  useEffect(() => {
    if (!open) return
    const later = setTimeout(() => list.current?.querySelector<HTMLElement>('[role="menuitem"]')?.focus(), 50)
    return () => clearTimeout(later)
  }, [open])
  const away = snoozed !== null && snoozed > today
  const put = (until: string | null) => {
    setOpen(false)
    onSnooze(until)
  }
  return (
    <Menu opened={open} onChange={setOpen} position="bottom-end" width={230} trapFocus>
      <Menu.Target>{target}</Menu.Target>
      <Menu.Dropdown ref={list}>
        {away && <Menu.Item onClick={() => put(null)}>Bring it back now</Menu.Item>}
        {snoozesFrom(today).map((one) => (
          <Menu.Item key={one.day} rightSection={<span className="faint num">{dayText(one.day)}</span>} onClick={() => put(one.day)}>
            {one.title}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <form
          className="notice-day"
          onSubmit={(event) => {
            event.preventDefault()
            if (day > today) put(day)
          }}
        >
          <label>
            <span className="unseen">Until which day</span>
            <input
              type="date"
              value={day}
              min={dayAfter(today, 1)}
              max="2999-12-31"
              required
              onChange={(event) => setDay(event.currentTarget.value)}
            />
          </label>
          <Button size="xs" variant="default" type="submit">
            Until then
          </Button>
        </form>
      </Menu.Dropdown>
    </Menu>
  )
}
