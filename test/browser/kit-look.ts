import type { Page } from 'playwright-core'

/**
 * A part of the kit as numbers: its box, the sums of what makes its air and type (they name a change that leaves the box as it was), and how light each
 * cell of its picture is. Numbers of one machine fit another within `strangers`.
 */
type Looks = { width: number; height: number; padding: number; gap: number; type: number; radius: number; cells: number[] }

/** How far a number may be off before it is a change: a browser of another build rounds text and edges otherwise. */
const slack = { width: 2, height: 2, padding: 0.6, gap: 0.6, type: 0.6, radius: 0.6, cell: 9 }
const [across, down] = [8, 4]

/** The parts on the page, or what is over it (`over`), each by its name. */
export async function looksOf(page: Page, over?: string): Promise<[string, Looks][]> {
  const shot = await page.screenshot({ animations: 'disabled', caret: 'hide', fullPage: over === undefined })
  return page.evaluate(
    async ({ picture, over, across, down }) => {
      const image = new Image()
      image.src = `data:image/png;base64,${picture}`
      await image.decode()
      const canvas = document.createElement('canvas')
      canvas.width = image.width
      canvas.height = image.height
      const pen = canvas.getContext('2d', { willReadFrequently: true })
      if (!pen) throw new Error('no canvas')
      pen.drawImage(image, 0, 0)
      const mean = (x: number, y: number, w: number, h: number) => {
        const { data } = pen.getImageData(x, y, Math.max(1, w), Math.max(1, h))
        let sum = 0
        for (let at = 0; at < data.length; at += 4) sum += 0.3 * (data[at] ?? 0) + 0.59 * (data[at + 1] ?? 0) + 0.11 * (data[at + 2] ?? 0)
        return Math.round((sum * 4) / data.length)
      }
      const look = (part: Element): Looks => {
        const box = part.getBoundingClientRect()
        const [w, h] = [Math.floor(box.width / across), Math.floor(box.height / down)]
        const cells = Array.from({ length: across * down }, (_, at) =>
          mean(Math.floor(box.x) + (at % across) * w, Math.floor(box.y + (over ? 0 : scrollY)) + Math.floor(at / across) * h, w, h),
        )
        const sums = { padding: 0, gap: 0, type: 0, radius: 0 }
        for (const one of part.querySelectorAll(':not(svg *)')) {
          if (!one.checkVisibility()) continue
          const style = getComputedStyle(one)
          const of = (...names: string[]) => names.reduce((sum, name) => sum + (Number.parseFloat(style.getPropertyValue(name)) || 0), 0)
          sums.padding += of('padding-top', 'padding-right', 'padding-bottom', 'padding-left')
          sums.gap += of('row-gap', 'column-gap')
          sums.type += of('font-size') + of('font-weight') / 100
          sums.radius += of('border-top-left-radius', 'border-bottom-right-radius')
        }
        return { width: box.width, height: box.height, ...sums, cells }
      }
      const parts = over
        ? [...document.querySelectorAll('[role=dialog], [role=alertdialog]')].map((part) => [over, part] as const)
        : [...document.querySelectorAll<HTMLElement>('[data-part]')].map((part) => [part.dataset['part'] ?? '', part] as const)
      return parts.map(([name, part]) => [name, look(part)] as [string, Looks])
    },
    { picture: shot.toString('base64'), over, across, down },
  )
}

/** One line: what is shown where, the box, the sums, the cells. */
export function written(where: string, { width, height, padding, gap, type, radius, cells }: Looks): string {
  const numbers = [width, height, padding, gap, type, radius].map((value) => value.toFixed(1)).join(' ')
  return `${where} | ${numbers} | ${cells.map((cell) => cell.toString(16).padStart(2, '0')).join('')}`
}

function read(line: string): [where: string, Looks] {
  const [where = '', numbers = '', cells = ''] = line.split(' | ')
  const [width = 0, height = 0, padding = 0, gap = 0, type = 0, radius = 0] = numbers.split(' ').map(Number)
  const kept = { width, height, padding, gap, type, radius }
  return [where, { ...kept, cells: (cells.match(/../g) ?? []).map((cell) => Number.parseInt(cell, 16)) }]
}

/** What is other than what was kept, each in words with both numbers. */
export function changes(kept: readonly string[], now: readonly string[]): string[] {
  const [before, after] = [new Map(kept.map(read)), new Map(now.map(read))]
  const gone = [...before.keys()].filter((where) => !after.has(where)).map((where) => `${where}: is gone`)
  return gone.concat(
    [...after].flatMap(([where, is]) => {
      const was = before.get(where)
      if (!was) return [`${where}: is new`]
      const numbers = (['width', 'height', 'padding', 'gap', 'type', 'radius'] as const).filter(
        (name) => Math.abs(is[name] - was[name]) > slack[name],
      )
      const cells = is.cells.filter((cell, at) => Math.abs(cell - (was.cells[at] ?? 0)) > slack.cell).length
      return [
        ...numbers.map((name) => `${where}: ${name} ${was[name]} → ${is[name]}`),
        ...(cells > 0 ? [`${where}: ${cells} of ${is.cells.length} cells of its picture`] : []),
      ]
    }),
  )
}
