import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Refusal } from '../../../kernel/refusal.ts'
import { bare, type Catalogue, getMetric, type Metric, soundCatalogue, type Views } from '../rules/metrics/catalogue.ts'
import { type Definition, readDefinition } from '../rules/metrics/definition.ts'

/** `broken`: definitions that cannot be read or joined, by metric, and why; they alone are out. */
export type BuiltIn = { catalogue: Catalogue; texts: ReadonlyMap<string, string>; broken: ReadonlyMap<string, string> }
let read: BuiltIn | undefined
let ofRooms: RoomMetrics = { folders: [], views: new Map() }

/** The folders in which rooms define metrics of their own, and the views that those may stand on. */
type RoomMetrics = { folders: readonly string[]; views: Views }

/** The definitions that ship with the program, ours and the rooms', one YAML file each; read once. */
export function builtIn(): BuiltIn {
  read ??= readFolders([import.meta.dirname, ...ofRooms.folders], ofRooms.views)
  return read
}

/** From now on these rooms' definitions stand beside ours. A second house of the same rooms reads nothing again. */
export function addRoomMetrics(rooms: RoomMetrics): BuiltIn {
  if (asText(rooms) !== asText(ofRooms)) read = undefined
  ofRooms = rooms
  return builtIn()
}

function asText({ folders, views }: RoomMetrics): string {
  return JSON.stringify([folders, [...views]])
}

/** A metric by its reference; refuses one that is unknown (`metric.unknown`) or whose definition is broken (`metric.broken`). */
export function metricBy(reference: string): Metric {
  const { catalogue, broken } = builtIn()
  const why = broken.get(bare(reference))
  if (why === undefined) return getMetric(catalogue, reference)
  throw new Refusal(
    'refused',
    'metric.broken',
    `The definition of ${bare(reference)} is broken: ${why} Mend its file; other metrics answer.`,
  )
}

/** Reads every definition of the folders; one that is wrong takes only itself out, and what is worked out from it. */
export function readFolders(folders: readonly string[], views: Views = new Map()): BuiltIn {
  const texts = new Map<string, string>()
  const broken = new Map<string, string>()
  const definitions: Definition[] = []
  const files = folders.flatMap((folder) => readdirSync(folder).map((name) => ({ folder, name })))
  for (const { folder, name } of files.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (!name.endsWith('.yaml')) continue
    const metric = name.slice(0, -'.yaml'.length)
    try {
      const text = readFileSync(join(folder, name), 'utf8')
      const definition = readDefinition(text)
      if (definition.metric !== metric) throw new Refusal('invalid', 'metric.invalid', `${name} holds the metric ${definition.metric}.`)
      texts.set(metric, text)
      definitions.push(definition)
    } catch (error) {
      broken.set(metric, error instanceof Error ? error.message : String(error))
    }
  }
  const sound = soundCatalogue(definitions, broken, views)
  return { texts, ...sound }
}
