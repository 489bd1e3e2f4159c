import { useEffect, useState } from 'react'
import { later } from '../../kit/later.tsx'
import type { FigureRowsProps } from './FigureRows.tsx'

const Whole = later<FigureRowsProps>(() => import('./FigureRows.tsx'))

/** The rows behind a figure; they come with the first figure that is opened, and stay so that they can close by themselves. */
export function RowsBehind(props: FigureRowsProps) {
  const [used, setUsed] = useState(false)
  const asked = props.cell !== undefined
  useEffect(() => {
    if (asked) setUsed(true)
  }, [asked])
  return asked || used ? <Whole {...props} /> : null
}
