import { UnstyledButton } from '@mantine/core'
import { IconPencil } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { DropCard } from '../over/menus.tsx'

/** A cell that is changed where it stands: a pencil beside it, or the key E. */
export function EditCell(props: { label: string; open: boolean; onOpen: (open: boolean) => void; body: ReactNode; children: ReactNode }) {
  const { label, open, onOpen, body, children } = props
  return (
    <DropCard
      opened={open}
      onOpen={onOpen}
      width={280}
      body={() => body}
      target={
        <UnstyledButton className="list-edit" title={label}>
          {children}
          <span className="unseen">, {label}</span>
          <IconPencil size={13} stroke={1.75} aria-hidden />
        </UnstyledButton>
      }
    />
  )
}
