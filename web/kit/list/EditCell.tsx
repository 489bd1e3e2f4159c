import { Popover, UnstyledButton, VisuallyHidden } from '@mantine/core'
import { IconPencil } from '@tabler/icons-react'
import type { ReactNode } from 'react'

/** A cell that is changed where it stands: a pencil beside it, or the key E. */
export function EditCell(props: { label: string; open: boolean; onOpen: (open: boolean) => void; body: ReactNode; children: ReactNode }) {
  const { label, open, onOpen, body, children } = props
  return (
    <Popover opened={open} onChange={onOpen} position="bottom-start" width={280} trapFocus returnFocus withinPortal>
      <Popover.Target>
        <UnstyledButton className="list-edit" title={label} onClick={() => onOpen(!open)}>
          {children}
          <VisuallyHidden>, {label}</VisuallyHidden>
          <IconPencil size={13} stroke={1.75} aria-hidden />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>{body}</Popover.Dropdown>
    </Popover>
  )
}
