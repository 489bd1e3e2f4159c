import { bind, furnish } from '../../kernel/room.ts'
import { rebuildWarehouse } from './commands/rebuild.ts'
import { createSource, rotateKey } from './commands/sources.ts'
import { publishMetric } from './commands/publishing.ts'
import { askForVetting } from './commands/vettings.ts'
import * as contract from './contract.ts'
import { events, publicEvents } from './events.ts'
import { inbound } from './hooks.ts'
import { jobs } from './jobs.ts'
import { warehouseReady } from './landing.ts'
import { openLife } from './life.ts'
import { dataFigures } from './queries/board.ts'
import { askForRows } from './queries/drills.ts'
import { askForFigures } from './queries/figures.ts'
import { listMetrics, readMetric } from './queries/metrics.ts'
import { searchable } from './queries/search.ts'
import { listQuarantine, listSources, readFreshness } from './queries/sources.ts'
import { attention, unwell } from './queries/unwell.ts'
import { wireDoors } from './wire.ts'
import { rights } from './rights.ts'
import { subjects } from './subjects.ts'
import { setup } from './setup.ts'
import { meetRooms } from './published.ts'
import { publishedViews } from './views.ts'
import { personalData } from './store/personal.ts'

export { createSource } from './commands/sources.ts'
export { appendEnvelopes, landAhead, pullSeldom, warehouseReady } from './landing.ts'
export { contributorsOf } from './contributors.ts'
export { agesNow } from './queries/ages.ts'
export { publicMetrics } from './queries/publication.ts'
/** What the demo's people of a room above do in this one. */
export { metricsGet, metricsPublish, vettingsCreate } from './contract.ts'
export type { Envelope } from './log/writer.ts'
export { metricValue as valueOf, metricValues as valuesOf } from './value.ts'
export { definitionOf, definitionsOf, movementsOf, seriesOf, vettingOfMetrics, wordsOf } from './values.ts'

export const room = furnish({
  name: 'data',
  operations: [
    bind(contract.metricsList, listMetrics),
    bind(contract.metricsGet, readMetric),
    bind(contract.vettingsCreate, askForVetting),
    bind(contract.metricsPublish, publishMetric),
    bind(contract.figuresAsk, askForFigures),
    bind(contract.drillsAsk, askForRows),
    bind(contract.sourcesList, listSources),
    bind(contract.sourcesCreate, createSource),
    bind(contract.sourcesRotate, rotateKey),
    bind(contract.quarantineList, listQuarantine),
    bind(contract.freshnessRead, readFreshness),
    bind(contract.rebuildsCreate, rebuildWarehouse),
  ],
  rights,
  jobs,
  meet: meetRooms,
  events,
  publicEvents,
  personalData,
  searchable,
  attention,
  unwell,
  subjects,
  setup,
  figures: [{ right: 'data.read', keys: ['sources.fresh'], find: dataFigures }],
  subjectLinks: { source: () => '/data/sources' },
  publishedViews,
  wireDoors,
  inbound,
  needsLives: true,
  ready: warehouseReady,
  open: openLife,
})
